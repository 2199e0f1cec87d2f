/**
 * Pages for tests. To start a page with a process of its own costs more than most tests do with it, so the next test gets the
 * page of the one before, as good as new: no cookies, no storage, no listeners, a blank document, size and theme as asked for.
 *
 * A test that changes how its browser works (clock, routes, network) or counts what is loaded opens a page of its own. After a
 * failure nothing is used again.
 */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { onTestFinished, type TestContext } from 'vitest';
import { PATIENCE_MS } from './patience.ts';
import { BLANK } from './stand-in-api.ts';

export interface Opened {
  page: Page;
  /** Console errors and warnings, failed scripts and everything that was loaded from elsewhere. */
  faults: string[];
}

const DESKTOP = { width: 1440, height: 900 };
const OBSERVED = ['console', 'pageerror', 'request', 'response', 'download'] as const;

/** Pages whose context runs no scripts. */
const scriptless = new WeakSet<Page>();

export const runsScripts = (page: Page) => !scriptless.has(page);

/** @param url of the site, without a slash at its end */
export function createPages(browser: Browser, url: string) {
  const resting = new Map<string, Page>();

  /** Until the test ends; like that of an earlier test, or new. */
  async function open({ viewport, colorScheme, reducedMotion, ...rest }: BrowserContextOptions = {}): Promise<Opened> {
    const kind = JSON.stringify(rest);
    const kept = resting.get(kind);
    resting.delete(kind);
    const page = kept ?? (await newPage(rest));
    await page.setViewportSize(viewport ?? DESKTOP);
    await page.emulateMedia({ colorScheme: colorScheme ?? 'light', reducedMotion: reducedMotion ?? 'no-preference' });
    onTestFinished(async (test) => {
      const isClean = !hasFailed(test) && !resting.has(kind) && (await clean(page));
      if (isClean) resting.set(kind, page);
      else await page.context().close();
    });
    return { page, faults: watch(page) };
  }

  /** Until the test ends, and nobody else's. */
  async function openOwn(options: BrowserContextOptions = {}): Promise<Opened> {
    const page = await newPage({ viewport: DESKTOP, ...options });
    onTestFinished(() => page.context().close());
    return { page, faults: watch(page) };
  }

  async function newPage(options: BrowserContextOptions): Promise<Page> {
    const context = await browser.newContext({ baseURL: url, ...options });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    if (options.javaScriptEnabled === false) scriptless.add(page);
    return page;
  }

  function watch(page: Page): string[] {
    const faults: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) faults.push(message.text());
    });
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(url) && !request.url().startsWith('data:')) faults.push(`loaded ${request.url()}`);
    });
    return faults;
  }

  /** Whether it could be cleaned. It rests on a document of the same site, which needs no other process. */
  async function clean(page: Page): Promise<boolean> {
    if (page.isClosed() || page.context().pages().length > 1) return false;
    try {
      for (const event of OBSERVED) page.removeAllListeners(event);
      await page.mouse.move(0, 0);
      await page.goto(BLANK);
      await page.evaluate(() => {
        localStorage.clear();
        sessionStorage.clear();
      });
      await page.context().clearCookies();
      return true;
    } catch {
      return false;
    }
  }

  async function close(): Promise<void> {
    await Promise.all([...resting.values()].map((page) => page.context().close()));
  }
  return { open, openOwn, close };
}

function hasFailed({ task }: TestContext): boolean {
  return task.result?.state === 'fail';
}
