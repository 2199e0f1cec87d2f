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
import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { repository } from '../support/source-files.ts';
import { theBrowser } from './browser.ts';
import { createPages, runsScripts, type Opened } from './open-page.ts';
import { PATIENCE_MS } from './patience.ts';
import { startStandInApi } from './stand-in-api.ts';

export { skipReason } from './browser.ts';

export interface Site {
  url: string;
  api: Awaited<ReturnType<typeof startStandInApi>>;
  /** What the web process logged, line by line, from warnings on. */
  log: string[];
  /** A page as good as new, until the test ends. */
  open: (options?: BrowserContextOptions) => Promise<Opened>;
  /** One that nobody had before or gets later: for a test that changes how its browser works, or counts what is loaded. */
  openOwn: (options?: BrowserContextOptions) => Promise<Opened>;
  /** By its clock, the web process has kept its answers of the API and its pages too long to use them again. */
  forget: () => Promise<void>;
  close: () => Promise<void>;
}

interface SiteOptions {
  isDevelopment?: boolean;
  apiPort?: number;
}

export const eventually = (look: () => unknown) => expect.poll(look, { timeout: PATIENCE_MS, interval: 50 });

/** Longer than the web process uses an answer or a page again (1 s each). */
const FORGOTTEN_MS = 1_100;

/** SIGTERM ends the development server with this code. */
const ENDED_BY_SIGTERM = 143;

/** `apiPort`: of the API that stands behind the pages in the stand-in's place. */
export async function startSite({ isDevelopment = false, apiPort }: SiteOptions = {}): Promise<Site> {
  const api = await startStandInApi();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const development = ['node_modules/vite/bin/vite.js', 'dev', '--host=127.0.0.1', '--strictPort', '--logLevel=warn'];
  const built = [`--import=${new URL('time-ahead.ts', import.meta.url).href}`, 'build/api/web.js'];
  const web = spawn(process.execPath, isDevelopment ? development : built, {
    cwd: repository,
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      FRONTEND_PORT: String(port),
      API_PORT: String(apiPort ?? api.port),
      DB_TYPE: 'sqlite',
      LOG_LEVEL: 'warn'
    },
    stdio: ['ignore', 'pipe', 'inherit', isDevelopment ? 'ignore' : 'ipc']
  });
  const log: string[] = [];
  if (web.stdout !== null) createInterface(web.stdout).on('line', (line) => log.push(line));
  const exited = once(web, 'exit');
  const [browser] = await Promise.all([theBrowser(), untilItAnswers(url, web)]);

  async function forget(): Promise<void> {
    const told = once(web, 'message');
    web.send(FORGOTTEN_MS);
    await told;
  }
  const { close: closePages, ...pages } = createPages(browser, url);
  async function close(): Promise<void> {
    await closePages();
    web.kill('SIGTERM');
    const [code] = (await exited) as [number | null];
    await api.close();
    if (code !== (isDevelopment ? ENDED_BY_SIGTERM : 0)) throw new Error(`the web process ended with ${code}`);
  }
  return { url, api, log, forget, ...pages, close };
}

/** Opens an address and waits until the page is at work: what is clicked before its scripts run does nothing. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.goto(path);
  if (runsScripts(page)) await page.waitForSelector('footer button:not(.off)');
}

async function untilItAnswers(url: string, web: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 1_000 && web.exitCode === null; tries += 1) {
    const answer = await fetch(`${url}/robots.txt`).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await pause(20);
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
