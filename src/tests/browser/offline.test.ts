/** Without a network, or without anybody who answers: the view stays, its ages grow, and the header says so at once. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually, skipReason, startSite, visit, type Site } from './site.ts';

const lights = (page: Page) =>
  page.locator('header .dots [title]').evaluateAll((dots) => dots.map((dot) => dot.getAttribute('title')));
const next = (page: Page) => page.textContent('header .next');

describe.skipIf(skipReason !== null)('a page without a network', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterEach(async () => {
    site.api.state.broken.clear();
    site.api.state.mood = 'well';
    await site.forget();
  });
  afterAll(() => site.close());

  async function openAt(path: string) {
    const { page, faults } = await site.openOwn();
    await visit(page, path);
    await page.evaluate(() => Object.assign(window, { isSamePage: true }));
    return { page, faults };
  }

  it.each([
    ['a range', '/', (page: Page) => page.click('[title="One year"]'), '/?range=1y'],
    ['a category', '/', (page: Page) => page.click('[title="Nodes of the network"]'), '/?category=nodes'],
    ['a page', '/transactions', (page: Page) => page.click('[aria-label="Next"] >> nth=0'), '/transactions?page=2'],
    ['a tab', '/nodes', (page: Page) => page.click('nav[aria-label=Tier] >> text=nimbus'), '/nodes?tier=nimbus'],
    ['a link', '/', (page: Page) => page.click('nav[aria-label=Site] >> text=Status'), '/status'],
    ['a search', '/transactions', (page: Page) => page.fill('[name=search]', 'nothing'), '/transactions?search=nothing']
  ])('keeps the view on a click on %s, and goes there when told to try again', async (_, path, click, wanted) => {
    const { page } = await openAt(path);
    const title = await page.title();
    const before = page.url();
    await page.context().setOffline(true);
    await click(page);
    await eventually(() => page.textContent('.unloaded')).toContain(wanted);
    expect(await page.textContent('.unloaded')).toContain('The site cannot be reached.');
    expect([page.url(), await page.title()]).toEqual([before, title]);
    expect(await page.locator('.loading').count()).toBe(0);
    await page.click('.unloaded >> text=Try again');
    await eventually(() => page.textContent('.unloaded')).toContain(wanted);
    await page.context().setOffline(false);
    await page.click('.unloaded >> text=Try again');
    await eventually(() => new URL(page.url()).pathname + new URL(page.url()).search).toBe(wanted);
    expect(await page.locator('.unloaded').count()).toBe(0);
    expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
  });

  it('keeps the view on the way back, and on a gateway that has no server', async () => {
    const { page } = await openAt('/apps');
    await page.click('[aria-label="Next"] >> nth=0');
    await eventually(() => page.url()).toContain('page=2');
    await page.route('**/__data.json*', (route) => route.fulfill({ status: 502, body: '<h1>Bad Gateway</h1>' }));
    await page.goBack();
    await eventually(() => page.textContent('.unloaded')).toContain('The site answered 502.');
    expect(await page.textContent('main')).toContain('All apps');
    await page.click('[aria-label="Next"] >> nth=0');
    await eventually(() => page.textContent('.unloaded')).toContain('/apps?page=3');
    await page.unroute('**/__data.json*');
    await page.click('.unloaded >> text=Try again');
    await eventually(() => page.url()).toMatch(/page=3$/);
    expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
  });

  it('goes on refreshing after a visit was given up', async () => {
    const { page } = await openAt('/');
    await page.context().setOffline(true);
    await page.click('[title="One year"]');
    await page.click('.unloaded >> text=Dismiss');
    await page.context().setOffline(false);
    expect(page.url()).toBe(`${site.url}/`);
    site.api.state.payments = 25_998;
    await site.forget();
    await eventually(async () => {
      await page.click('button:has-text("Refresh")');
      return await page.textContent('main');
    }).toContain('25,998 total');
    expect(page.url()).toBe(`${site.url}/`);
    await page.click('[title="One year"]');
    await eventually(() => page.url()).toMatch(/range=1y$/);
  });

  it('turns the lights of the header at once when the network goes, and back when it is there again', async () => {
    const { page } = await openAt('/');
    expect((await lights(page))[1]).toBe('API: degraded');
    await page.context().setOffline(true);
    await eventually(() => lights(page)).toEqual([
      expect.stringMatching(/^Data: .* old, not refreshed$/),
      'API: unreachable',
      'DB: unknown',
      'Sources: unknown'
    ]);
    expect(await next(page)).toContain('n/a');
    await page.context().setOffline(false);
    await eventually(() => lights(page)).toContain('API: degraded');
    await eventually(() => next(page)).toMatch(/\d:\d\d/);
  });

  it.each(['gateway', 'silent'] as const)('turns them when the API answers nothing: %s', async (fault) => {
    const { page } = await openAt('/');
    site.api.state.broken.set('/api/health/live', fault);
    await page.click('button:has-text("Refresh")');
    await eventually(() => lights(page)).toContain('API: unreachable');
    expect(await next(page)).toContain('n/a');
    expect(await page.textContent('main')).toContain('1,284.91');
  });

  it('ages at once when the machine wakes, and looks for younger figures at once', async () => {
    const { page } = await site.openOwn();
    await page.clock.install();
    await page.goto('/', { waitUntil: 'load' });
    await page.clock.runFor(2_000);
    const asked = site.api.asked.length;
    site.api.state.broken.set('/api/health/live', 'gateway');
    // The clock on the wall goes on while the machine sleeps; its timers do not.
    await page.clock.setSystemTime(Date.now() + 8 * 3_600_000);
    await page.clock.runFor(1_100);
    await eventually(() => lights(page)).toContainEqual(expect.stringMatching(/^Data: 8 h old/));
    await eventually(() => site.api.asked.slice(asked)).toContain('/api/health/live');
    await eventually(() => lights(page)).toContain('API: unreachable');
  });
});
