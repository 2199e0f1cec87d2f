/**
 * The built product in front of a stand-in API, and a real browser to look at it. The development server can stand in the
 * product's place, for what only it shows.
 *
 * Without a Chromium the tests skip, and say so; in CI that is a failure.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { findChromium } from '../../../scripts/chromium.js';
import { repository } from '../support/source-files.ts';
import { startStandInApi } from './stand-in-api.ts';

const executable = findChromium();
const isCi = !['', '0', 'false'].includes(process.env['CI'] ?? '');
if (executable === null && isCi) throw new Error('no Chromium on this machine: in CI the browser tests must run');

/** Why the browser tests do not run here; null = they do. */
export const skipReason = executable === null ? 'no Chromium on this machine' : null;

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // A name that is not this machine's: over http its pages are no secure context, as at an installation without a certificate.
  '--host-resolver-rules=MAP plain.test 127.0.0.1'
];

export interface Site {
  url: string;
  api: Awaited<ReturnType<typeof startStandInApi>>;
  /** What the web process logged, line by line, from warnings on. */
  log: string[];
  /** A page of its own until the test ends; `faults` collects console errors, failed scripts and everything that was loaded from elsewhere. */
  open: (options?: BrowserContextOptions) => Promise<{ page: Page; faults: string[] }>;
  close: () => Promise<void>;
}

/** For what takes its own time: the machine may be busy. Nothing waits that long where all is well. */
const PATIENCE_MS = 90_000;

export const eventually = (look: () => unknown) => expect.poll(look, { timeout: PATIENCE_MS, interval: 250 });

/** SIGTERM ends the development server with this code. */
const ENDED_BY_SIGTERM = 143;

export async function startSite({ isDevelopment = false } = {}): Promise<Site> {
  const api = await startStandInApi();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const development = ['node_modules/vite/bin/vite.js', 'dev', '--host=127.0.0.1', '--strictPort', '--logLevel=warn'];
  const web = spawn(process.execPath, isDevelopment ? development : ['build/api/web.js'], {
    cwd: repository,
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      FRONTEND_PORT: String(port),
      API_PORT: String(api.port),
      DB_TYPE: 'sqlite',
      LOG_LEVEL: 'warn'
    },
    stdio: ['ignore', 'pipe', 'inherit']
  });
  const log: string[] = [];
  createInterface(web.stdout).on('line', (line) => log.push(line));
  const exited = once(web, 'exit');
  await untilItAnswers(url, web);
  const browser = await chromium.launch({ executablePath: executable ?? '', args: flags });

  async function close(): Promise<void> {
    await browser.close();
    web.kill('SIGTERM');
    const [code] = (await exited) as [number | null];
    await api.close();
    if (code !== (isDevelopment ? ENDED_BY_SIGTERM : 0)) throw new Error(`the web process ended with ${code}`);
  }
  return { url, api, log, close, open: (options) => openPage(browser, url, options) };
}

async function openPage(browser: Browser, url: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 }, ...options });
  context.setDefaultTimeout(PATIENCE_MS);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) faults.push(`loaded ${request.url()}`);
  });
  return { page, faults };
}

async function untilItAnswers(url: string, web: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200 && web.exitCode === null; tries += 1) {
    const answer = await fetch(`${url}/robots.txt`).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await pause(100);
  }
  throw new Error('the web process does not answer: run the tests with npm test, which builds first');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
