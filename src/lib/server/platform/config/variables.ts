/**
 * How the text of one environment variable becomes a value: the grammar of ports, counts, addresses, URLs and secrets.
 *
 * A parser returns the value or throws a `Refusal` that says what is wrong and what is allowed. A refusal may quote the
 * value, except where it could hold a secret (tokens, keys, and URLs, which may carry a password). Strict on purpose: what
 * `Number()` would guess ("1e3", " 5", "0x10") is a fault, because a guessed interval is found out weeks later.
 */
import { isIP } from 'node:net';
import { Cron } from 'croner';

/** One variable that may be set: its name, what unset means (shown in documentation) and how its text is read. */
export interface Variable<T> {
  name: string;
  /** Text of the default as documentation shows it; empty = no default. */
  shown: string;
  meaning: string;
  parse: (text: string) => T;
  fallback: T;
}

/** What is wrong with a value and what is allowed instead, in words for the operator. */
export class Refusal extends Error {
  override name = 'Refusal';
  constructor(fault: string, allowed: string) {
    super(`${fault}; allowed: ${allowed}`);
  }
}

/** A variable with a default, which is read by the same parser. */
export function required<T>(name: string, fallback: string, meaning: string, parse: (text: string) => T): Variable<T> {
  return { name, shown: fallback, meaning, parse, fallback: parse(fallback) };
}

/** A variable whose absence means "not configured". */
export function optional<T>(name: string, meaning: string, parse: (text: string) => T): Variable<T | null> {
  return { name, shown: '', meaning, parse, fallback: null };
}

export function wholeNumber(min: number, max: number): (text: string) => number {
  const allowed = `a whole number from ${min} to ${max}`;
  return (text) => {
    if (!/^(0|[1-9]\d*)$/.test(text)) throw new Refusal(`${quoted(text)} is not a whole number`, allowed);
    const value = Number(text);
    if (value < min || value > max) throw new Refusal(`${quoted(text)} is out of range`, allowed);
    return value;
  };
}

export function oneOf<T extends string>(...allowed: T[]): (text: string) => T {
  return (text) => {
    const value = allowed.find((choice) => choice === text);
    if (value === undefined) throw new Refusal(`${quoted(text)} is not known`, allowed.join(', '));
    return value;
  };
}

export function filePath(text: string): string {
  if (text.trim() !== text || text.includes('\0')) {
    throw new Refusal('starts or ends with a space', 'a path of a file that the process may write');
  }
  return text;
}

export function hostName(text: string): string {
  const fits = /^[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?$/i.test(text) || /^[0-9a-f]*:[0-9a-f:.]*$/i.test(text);
  if (!fits) throw new Refusal(`${quoted(text)} is not a host`, 'a host name or an IP address, without port or scheme');
  return text;
}

/** When something is done, in UTC: five or six fields. */
export function cronPattern(text: string): string {
  try {
    new Cron(text, { timezone: 'UTC', paused: true });
    return text;
  } catch {
    throw new Refusal(`${quoted(text)} is no cron pattern`, 'five fields: minute, hour, day, month, weekday');
  }
}

/** Of a bucket, as it stands in signatures. */
export function regionName(text: string): string {
  if (!/^[a-z0-9][a-z0-9_-]{0,62}$/i.test(text)) {
    throw new Refusal(`${quoted(text)} is not a region`, 'letters, digits and hyphens, such as eu-central-1');
  }
  return text;
}

/** An http(s) base URL; paths are appended to it, so trailing slashes go. */
export function baseUrl(text: string): string {
  const url = parseUrl(
    text,
    ['http:', 'https:'],
    'an http:// or https:// URL without query, such as https://host/base'
  );
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** An Electrum server: how it is spoken to, host and port. */
export function electrumUrl(text: string): string {
  const allowed = 'tcp://host:port or tls://host:port';
  const url = parseUrl(text, ['tcp:', 'tls:'], allowed);
  if (url.port === '' || url.hostname === '' || !['', '/'].includes(url.pathname)) {
    throw new Refusal('has no port, or a path', allowed);
  }
  return `${url.protocol}//${url.host}`;
}

/** scheme://host[:port], as a browser sends it in `Origin`. */
export function webOrigin(text: string): string {
  const allowed = 'scheme://host or scheme://host:port with http or https, without a path';
  const url = parseUrl(text, ['http:', 'https:'], allowed);
  if (url.pathname !== '/') throw new Refusal('has a path', allowed);
  return url.origin;
}

/** A secret that travels in an HTTP header. Never quoted. */
export function secret(minLength: number): (text: string) => string {
  const allowed = `at least ${minLength} printable ASCII character${minLength === 1 ? '' : 's'}, no space at either end`;
  return (text) => {
    if (text.length < minLength) throw new Refusal(`has ${text.length} characters`, allowed);
    if (!/^[\x20-\x7e]+$/.test(text) || text.trim() !== text) {
      throw new Refusal('holds characters that a header cannot carry', allowed);
    }
    return text;
  };
}

/** Addresses by their common bits, such as 10.0.0.0/8 or fd00::/8. */
export function addressRange(text: string): string {
  const [net = '', bits = '', ...more] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(net)] ?? -1;
  if (more.length > 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > most) {
    throw new Refusal(`${quoted(text)} is no range of addresses`, 'such as 10.0.0.0/8 or fd00::/8');
  }
  return text;
}

/** Calls a month by service: `coingecko=10000,binance=500000`. */
export function budgets<Name extends string>(...names: readonly Name[]): (text: string) => ReadonlyMap<Name, number> {
  const calls = wholeNumber(1, 1_000_000_000);
  return (text) => {
    const entries = text.split(',').map((part): [Name, number] => {
      const [, given = '', count] = /^\s*([^=\s]*)\s*(?:=\s*(.*?)\s*)?$/.exec(part) ?? [];
      const name = oneOf(...names)(given);
      if (count === undefined) throw new Refusal(`${name} has no number`, `${name}=CALLS, calls a month`);
      return [name, calls(count)];
    });
    const found = new Map(entries);
    if (found.size < entries.length) throw new Refusal('names one service twice', 'every service once');
    return found;
  };
}

export function commaList<T>(parse: (text: string) => T): (text: string) => T[] {
  return (text) => {
    const values = text.split(',').map((part) => parse(part.trim()));
    const repeated = values.find((value, index) => values.indexOf(value) !== index);
    if (repeated !== undefined) throw new Refusal('names one entry twice', 'every entry once');
    return values;
  };
}

/**
 * A transparent Flux address: `t1` (P2PKH) or `t3` (P2SH) in base58, always 35 characters. The checksum is left to the
 * chain's own answer ("Invalid address" of the address index), which health shows.
 */
export function fluxAddress(text: string): string {
  if (!/^t[13][1-9A-HJ-NP-Za-km-z]{33}$/.test(text)) {
    throw new Refusal(`${quoted(text)} is not a transparent Flux address`, 'comma list of t1... or t3... addresses');
  }
  return text;
}

function parseUrl(text: string, protocols: string[], allowed: string): URL {
  if (/\s/.test(text) || !URL.canParse(text)) throw new Refusal('is not a URL', allowed);
  const url = new URL(text);
  if (!protocols.includes(url.protocol)) throw new Refusal('has another scheme', allowed);
  if (url.username !== '' || url.password !== '') throw new Refusal('carries a user or password', allowed);
  if (url.search !== '' || url.hash !== '') throw new Refusal('has a query or fragment', allowed);
  return url;
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
}
