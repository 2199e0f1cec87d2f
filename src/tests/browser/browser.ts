/**
 * One Chromium per test worker, started by the first file that needs it and kept for the next ones. Every page has a context
 * of its own, so that files share nothing but the program. One that has crashed is replaced for the next file.
 *
 * It ends with the worker: Chromium follows the pipe that the worker holds.
 */
import { chromium, type Browser } from 'playwright-core';
import { findChromium } from '../../../scripts/chromium.js';

const executable = findChromium();
const isCi = !['', '0', 'false'].includes(process.env['CI'] ?? '');
if (executable === null && isCi) throw new Error('no Chromium on this machine: in CI the browser tests must run');

/** Why the browser tests do not run here; null = they do. */
export const skipReason = executable === null ? 'no Chromium on this machine' : null;

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  // Processes are most of what a page costs.
  '--in-process-gpu',
  '--renderer-process-limit=1',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A name that is not this machine's: over http its pages are no secure context, as at an installation without a certificate.
  '--host-resolver-rules=MAP plain.test 127.0.0.1'
];

let running: Promise<Browser> | null = null;

export async function theBrowser(): Promise<Browser> {
  running ??= launch();
  return await running;
}

async function launch(): Promise<Browser> {
  try {
    const browser = await chromium.launch({ executablePath: executable ?? '', args: flags });
    browser.once('disconnected', () => (running = null));
    return browser;
  } catch (error) {
    running = null;
    throw error;
  }
}
