/**
 * Every page that a link leads to, and every combination that the chart offers, with and without anything stored: all of
 * them answer, and a browser has nothing to say against them. `--long` takes every range of every figure and view, and
 * opens each in the browser; otherwise ranges take turns, and each figure is opened once.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { chartCategories } from '../../routes/overview/metrics.ts';
import { skipReason, startSite, type Site } from './site.ts';

const isLong = process.env['LONG'] === '1';
const views = ['daily', 'weekly', 'monthly'];
const ranges = [
  'range=7d',
  '',
  'range=90d',
  'range=1y',
  'range=all',
  'from=2026-01-15&to=2026-03-14',
  'from=2020-01-01&to=2020-02-01'
];

const figures = Object.entries(chartCategories).flatMap(([category, { metrics }]) =>
  metrics.flatMap(({ key }) =>
    (key === 'revenue' ? ['flux', 'usd'] : ['']).map((unit) => `category=${category}&metric=${key}&unit=${unit}`)
  )
);
const combinations = figures.flatMap((figure, at) =>
  views.flatMap((view, place) =>
    (isLong ? ranges : ranges.filter((_, turn) => turn === (at + 2 * place) % ranges.length)).map(
      (range) => `/?${figure}&view=${view}&${range}`
    )
  )
);
const some = figures.map((figure, at) => `/?${figure}&view=${views[at % 3] ?? ''}&${ranges[at % 7] ?? ''}`);

/** The stand-in explorer knows one block with one transaction; what these lead to is on no chain. */
const isElsewhere = (href: string) => /^\/(?:bitcoin|chain)\/(?:block|tx|address)\//.test(href);

describe.skipIf(skipReason !== null).each(['well', 'first sync'] as const)('a crawl while all is %s', (mood) => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
    site.api.state.mood = mood;
  });
  afterEach(async () => {
    site.api.state.mood = mood;
    await site.forget();
  });
  afterAll(() => site.close());

  it('every combination of the chart answers', async () => {
    const failed: string[] = [];
    for (let at = 0; at < combinations.length; at += 8) {
      const answers = await Promise.all(
        combinations.slice(at, at + 8).map(async (path) => {
          const [page, data] = await Promise.all([fetch(site.url + path), fetch(`${site.url}/chart${path.slice(1)}`)]);
          const html = await page.text();
          await data.body?.cancel();
          const isWhole = page.status === 200 && data.status === 200 && !html.includes('Not available right now');
          return isWhole ? [] : [`${path}: ${page.status}, ${data.status}`];
        })
      );
      failed.push(...answers.flat());
    }
    expect(failed).toEqual([]);
  });

  it('a browser has nothing to say against what the chart shows', async () => {
    const { page, faults } = await site.open();
    for (const path of isLong ? combinations : some) {
      const answer = await page.goto(path, { waitUntil: 'load' });
      expect(answer?.status(), path).toBe(200);
      await page.waitForFunction(() => document.querySelector('footer button:not(.off)') !== null);
      expect(faults, path).toEqual([]);
    }
  });

  it('every link of every page leads somewhere', async () => {
    const { page, faults } = await site.open();
    const seen = new Set<string>();
    const open = ['/', '/transactions', '/apps', '/nodes', '/repos', '/payers', '/status', '/admin'];
    open.push('/bitcoin/block/100', `/bitcoin/tx/${'cd'.repeat(32)}`);
    // Of lists that are the same page again and again, so many.
    const most = new Map<string, number>();
    for (let path = open.shift(); path !== undefined; path = open.shift()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const kind = new URL(path, site.url).pathname.replace(/^\/(apps|payers|nodes|figures)\/.*/, '/$1/one');
      most.set(kind, (most.get(kind) ?? 0) + 1);
      if ((most.get(kind) ?? 0) > (kind === '/' ? 20 : 6)) continue;
      const answer = await page.goto(path, { waitUntil: 'load' });
      expect(answer?.status(), path).toBe(200);
      expect(faults, path).toEqual([]);
      const links = await page
        .locator('a[href^="/"]:not([download])')
        .evaluateAll((all) => all.map((a) => a.getAttribute('href') ?? ''));
      open.push(...links.filter((href) => !href.startsWith('/api') && !isElsewhere(href) && !seen.has(href)));
    }
    expect(seen.size).toBeGreaterThan(30);
  });
});
