/** A page of which something fails, is asked for wrongly, or lies outside of what is known: the rest of it stands. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FIRST_DAY } from './sample-answers.ts';
import { eventually, skipReason, startSite, visit, type Site } from './site.ts';
import type { Fault } from './stand-in-api.ts';

const overview = [
  '/api/revenue/daily',
  '/api/metrics/current',
  '/api/analytics/comparison/1',
  '/api/history/snapshots',
  '/api/history/revenue/daily',
  '/api/transactions/paginated',
  '/api/analytics/apps',
  '/api/carousel/stats',
  '/api/header',
  '/api/health'
];
const others = [
  ['/transactions', '/api/transactions/paginated'],
  ['/apps', '/api/apps'],
  ['/apps/minecraft1731', '/api/apps/minecraft1731/history'],
  ['/apps/minecraft1731', '/api/apps/minecraft1731'],
  ['/nodes', '/api/nodes'],
  ['/nodes', '/api/metrics/current'],
  ['/repos', '/api/history/repos/latest'],
  ['/repos?image=maker/image-1', '/api/history/repos/history'],
  ['/status', '/api/stats'],
  ['/?metric=price', '/api/history/snapshots'],
  ['/?category=nodes', '/api/categories/nodes'],
  ['/?category=gaming', '/api/history/category/gaming/repos']
] as const;

describe.skipIf(skipReason !== null)('sections of a page', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterEach(async () => {
    site.api.state.broken.clear();
    await site.forget();
  });
  afterAll(() => site.close());

  /** Past what the server may use again. */
  async function htmlOf(path: string): Promise<{ status: number; html: string }> {
    const separator = path.includes('?') ? '&' : '?';
    const answer = await fetch(`${site.url}${path}${separator}unique=${Math.random()}`);
    return { status: answer.status, html: await answer.text() };
  }
  const breaks = (path: string, fault: Fault) => site.api.state.broken.set(path, fault);

  it.each([0, 1])('fails alone, whatever is wrong with its answer (%i)', async (turn) => {
    const faults = ['garbled', 'strange', 'gateway'] as const;
    for (const [at, [path, asked]] of [...overview.map((one) => ['/', one] as const), ...others].entries()) {
      const fault = faults[(at + turn) % faults.length] ?? 'garbled';
      const what = `${path} while ${asked} is ${fault}`;
      site.api.state.broken.clear();
      breaks(asked, fault);
      await site.forget();
      const { status, html } = await htmlOf(path);
      expect(status, what).toBe(200);
      expect(html, what).toContain('</footer>');
      expect(html.match(/<h2/g)?.length ?? 0, what).toBeGreaterThan(path === '/' ? 8 : 0);
    }
  });

  it('says what is missing where it is missing, and shows it when it is there again', async () => {
    const { page } = await site.open();
    breaks('/api/analytics/apps', 'strange');
    await site.forget();
    await page.goto('/');
    const card = page.locator('section:has(h2:has-text("Apps by revenue"))');
    expect(await card.textContent()).toContain('The API answered something that cannot be read.');
    expect(await page.textContent('main')).toContain('1,284.91');
    site.api.state.broken.clear();
    await site.forget();
    await eventually(async () => {
      await page.click('button:has-text("Refresh")');
      return await card.textContent();
    }).toContain('minecraft1731');
  });

  it('draws prices of eight decimals, in place and by a click', async () => {
    const { page, faults } = await site.open();
    await visit(page, '/?metric=price');
    expect(await page.textContent('main')).toMatch(/\$0\.05\d{4,6}/);
    await visit(page, '/');
    await page.click('[title="USD per FLUX"]');
    await eventually(() => page.textContent('figure figcaption')).toMatch(/^Price of FLUX per day in USD\/FLUX/);
    expect(await page.textContent('h3')).toBe('Price of FLUX');
    expect(await page.textContent('main')).toMatch(/latest\s*\$0\.05\d{4,6}/);
    expect(faults).toEqual([]);
  });

  it.each(['/', '/?unit=usd', '/?metric=payments', '/?view=monthly'])('knows nothing of 2020: %s', async (path) => {
    const { html } = await htmlOf(`${path}${path.includes('?') ? '&' : '?'}from=2020-01-01&to=2020-12-31`);
    expect(html).toContain(`No payments before ${FIRST_DAY}.`);
    expect(html).not.toMatch(/<dd>\s*0\.00/);
  });

  it('knows nothing of days that are still to come, of whatever figure', async () => {
    for (const path of [
      '/?',
      '/?category=nodes&',
      '/?category=gaming&',
      '/repos?image=maker/image-1&',
      '/apps/minecraft1731?'
    ]) {
      const { status, html } = await htmlOf(`${path}from=2090-01-01&to=2090-02-01`);
      expect(status, path).toBe(200);
      expect(html, path).toContain('these days are still to come');
    }
  });

  it('has one total in every view', async () => {
    for (const query of ['unit=usd&range=all', 'unit=flux&range=90d', 'metric=payments&range=1y']) {
      const totals = await Promise.all(
        ['daily', 'weekly', 'monthly'].map(async (view) => {
          const { html } = await htmlOf(`/?${query}&view=${view}`);
          return /total<\/dt>\s*<dd>\s*([^<]*?)\s*</.exec(html)?.[1];
        })
      );
      expect(totals[0], query).toMatch(/\d{3}/);
      expect(new Set(totals).size, query).toBe(1);
    }
  });

  it.each([
    ['/transactions?search=a', 'Type at least 3 characters.'],
    ['/transactions?search=ab', 'Type at least 3 characters.'],
    ['/apps?search=a', 'Type at least 3 characters.'],
    ['/nodes?search=a', 'Type at least 3 characters.'],
    ['/repos?search=a', 'Type at least 3 characters.'],
    [`/transactions?search=${'a'.repeat(65)}`, 'Type at most 64 characters.'],
    [`/apps?search=${'a'.repeat(65)}`, 'Type at most 64 characters.'],
    [`/nodes?search=${'a'.repeat(65)}`, 'Type at most 64 characters.']
  ])('%s is answered with what to type', async (path, text) => {
    const { html } = await htmlOf(path);
    expect(html).toContain(text);
    expect(html).not.toContain('Not available right now');
  });
});
