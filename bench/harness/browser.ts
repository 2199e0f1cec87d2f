/** One visit of a page in a fresh browser, as a slow laptop makes it, and what it cost. Nothing is touched. */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { chromium, type BrowserContext, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/chromium.js';

export interface Visit {
  /** Of all scripts together, each compressed by gzip. */
  scriptBytes: number;
  scripts: { url: string; gzipBytes: number }[];
  lcpMs: number;
  layoutShift: number;
}

interface Seen {
  lcpMs: number;
  layoutShift: number;
}

const SLOWER = 4;
const AFTER_LOAD_MS = 2_000;
const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
];

export async function visitPage(url: string, folder: string): Promise<Visit> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('there is no Chromium on this machine');
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath,
    headless: true,
    args: flags,
    chromiumSandbox: false,
    viewport: { width: 1366, height: 768 }
  });
  try {
    return await visit(context, url);
  } finally {
    await context.close();
  }
}

async function visit(context: BrowserContext, url: string): Promise<Visit> {
  const page = context.pages()[0] ?? (await context.newPage());
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const scripts: Promise<{ url: string; gzipBytes: number }>[] = [];
  page.on('response', (response) => {
    if (response.request().resourceType() !== 'script') return;
    scripts.push(response.body().then((body) => ({ url: response.url(), gzipBytes: gzipSync(body).length })));
  });
  await page.addInitScript(watch);
  await page.goto(url, { waitUntil: 'load' });
  await pause(AFTER_LOAD_MS);
  const external = await Promise.all(scripts);
  const all = [...external, ...(await inlineScripts(page))];
  const seen = await page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen);
  return { ...seen, scripts: all, scriptBytes: all.reduce((sum, { gzipBytes }) => sum + gzipBytes, 0) };
}

/** Scripts in the page itself count too: the browser has to run them. */
async function inlineScripts(page: Page): Promise<{ url: string; gzipBytes: number }[]> {
  const texts = await page.evaluate(() =>
    [...document.querySelectorAll('script:not([src])')]
      .filter((script) => !/json/.test(script.getAttribute('type') ?? ''))
      .map((script) => script.textContent)
  );
  return texts.map((text) => ({ url: 'inline', gzipBytes: gzipSync(text).length }));
}

/** Runs in the page before anything else. */
function watch(): void {
  const seen: Seen = { lcpMs: NaN, layoutShift: 0 };
  Object.assign(globalThis, { seen });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.lcpMs = entry.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.layoutShift += (entry as unknown as { value: number }).value;
  }).observe({ type: 'layout-shift', buffered: true });
}
