/**
 * The clone's .env file, the same for every command and on every Node, however an editor saved it: with a byte order mark,
 * in UTF-16, with CRLF, with `export`, quotes and comments.
 *
 * Values are read by Node's own parser, one setting at a time: Node 20 takes a line that it does not understand for a part of
 * the next one's name. What could be lost is named by its line instead; values are not shown, they may be secrets.
 */
import { existsSync, readFileSync } from 'node:fs';
import * as util from 'node:util';
import { StepError } from '../prepare/step.js';

/**
 * Adds the variables of a .env file to the environment; what is already set wins. No file is fine.
 *
 * @param {string} path
 * @throws {StepError} naming every line that is no setting
 */
export function readDotEnv(path) {
  if (!existsSync(path)) return;
  if (!('parseEnv' in util)) {
    throw new StepError(`${path} can only be read by Node 20.12 or newer: update Node, or set the variables yourself`);
  }
  const { settings, faults } = parseDotEnv(decode(path));
  if (faults.length > 0)
    throw new StepError(`${path} cannot be read:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  for (const [name, value] of Object.entries(settings)) if (!(name in process.env)) process.env[name] = value;
}

/**
 * @param {string} text
 * @returns {{ settings: Record<string, string>, faults: string[] }} a fault begins with its line, counted from 1
 */
export function parseDotEnv(text) {
  /** @type {Record<string, string>} */
  const settings = {};
  /** @type {string[]} */
  const faults = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  for (let at = 0; at < lines.length; at += 1) {
    const line = (lines[at] ?? '').trim();
    if (line === '' || line.startsWith('#')) continue;
    const [, name, given = ''] = /^(?:export\s+)?([\w.-]+)\s*=\s*(.*)$/.exec(line) ?? [];
    const begin = at + 1;
    let value = given;
    const quote = /^["'`]/.exec(given)?.[0];
    if (quote !== undefined) {
      while (value.indexOf(quote, 1) < 0 && at + 1 < lines.length) value += `\n${lines[(at += 1)] ?? ''}`;
    }
    const fault = name === undefined ? 'NAME=value is expected' : faultOf(value, quote);
    if (name !== undefined && fault === null) settings[name] = util.parseEnv(`V=${value}\n`)['V'] ?? '';
    else faults.push(`line ${begin}: ${name === undefined ? '' : `${name}: `}${fault ?? ''}`);
    // What follows an open quote was looked at for its end only.
    if (quote !== undefined && value.indexOf(quote, 1) < 0) at = begin - 1;
  }
  return { settings, faults };
}

/**
 * @param {string} value
 * @param {string | undefined} quote
 */
function faultOf(value, quote) {
  if (quote === undefined) {
    return /[^\s]#/.test(value.replace(/\s#.*$/, '')) ? 'a value with "#" must stand in quotes' : null;
  }
  const end = value.indexOf(quote, 1);
  if (end < 0) return `the quote ${quote} does not end`;
  return /^\s*(#.*)?$/.test(value.slice(end + 1)) ? null : `after the quote ${quote} there may be a comment only`;
}

/**
 * As an editor or a shell of Windows may have saved it.
 *
 * @param {string} path
 */
function decode(path) {
  const bytes = readFileSync(path);
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new StepError(`${path} cannot be read: it is no UTF-8 text; save it as UTF-8`);
  }
}
