/** Nodes, images and what is stored: searched, filtered, paged, with scripts and without. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually, skipReason, startSite, visit, type Site } from './site.ts';
import { violationsOf } from './violations.ts';

const paths = ['/nodes', '/nodes?tier=nimbus&page=2', '/repos', '/repos?image=itzg%2Fminecraft-server', '/status'];

describe.skipIf(skipReason !== null)('nodes and images', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterEach(async () => {
    Object.assign(site.api.state, { mood: 'well' });
    await site.forget();
  });
  afterAll(() => site.close());

  it('counts the tiers with their collateral and wallets in the first HTML', async () => {
    const html = await (await fetch(`${site.url}/nodes`)).text();
    for (const figure of ['1,203', '21,453,500', '16,040,000', '>640<', '33%']) expect(html).toContain(figure);
    expect(html).not.toMatch(/\sstyle=/);
  });

  it('finds nodes while one types, and says how many', async () => {
    const { page, faults } = await site.open();
    await visit(page, '/nodes');
    expect(await found(page)).toBe('1,203 nodes');
    await page.locator('[name=search]').pressSequentially('10.4.1', { delay: 30 });
    await eventually(() => page.url()).toContain('search=10.4.1');
    // 10.4.1., 10.4.10. to 10.4.19. and 10.4.100. to 10.4.199.: those of 1,000 to 1,202.
    await eventually(() => found(page)).toBe('111 nodes found');
    expect(await page.inputValue('[name=search]')).toBe('10.4.1');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('search');
    await page.click('text=Clear');
    await eventually(() => found(page)).toBe('1,203 nodes');
    expect(await page.inputValue('[name=search]')).toBe('');
    expect(faults).toEqual([]);
  });

  it('does not let a late answer take what was typed since', async () => {
    const { page } = await site.openOwn();
    await visit(page, '/nodes');
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route(/__data\.json.*search=Germ(&|$)/, async (route) => {
      await held;
      await route.continue().catch(() => undefined);
    });
    await page.locator('[name=search]').fill('Germ');
    await page.waitForRequest(/__data\.json.*search=Germ(&|$)/);
    await page.locator('[name=search]').fill('Finland');
    await eventually(() => found(page)).toBe('361 nodes found');
    release();
    await page.waitForLoadState('networkidle');
    expect(await found(page)).toBe('361 nodes found');
    expect(await page.inputValue('[name=search]')).toBe('Finland');
    expect(page.url()).toContain('search=Finland');
  });

  it('keeps the tier over search and pages, and goes back', async () => {
    const { page } = await site.open();
    await visit(page, '/nodes');
    await page.click('nav[aria-label=Tier] >> text=nimbus');
    await eventually(() => found(page)).toBe('401 nodes found');
    expect(new Set(await page.locator('td.tier').allTextContents())).toEqual(new Set(['nimbus']));
    await page.click('[aria-label="Next"] >> nth=0');
    await eventually(() => page.url()).toMatch(/tier=nimbus&page=2$/);
    await page.goBack();
    await eventually(() => page.url()).toMatch(/tier=nimbus$/);
  });

  it('leads from a node to an app that runs there', async () => {
    const { page } = await site.open();
    await visit(page, '/nodes');
    expect(await page.locator('tr.more:visible').count()).toBe(0);
    await page.click('tr:has-text("10.0.1.7") summary');
    const heads = await page.locator('.nodes thead th').count();
    expect(await page.locator('tr.more:visible td').getAttribute('colspan')).toBe(String(heads));
    await page.click('text=app1x0');
    await eventually(() => page.textContent('h1')).toContain('app1x0');
  });

  it('works without scripts: search, tier, category, history of an image', async () => {
    const { page } = await site.open({ javaScriptEnabled: false });
    await page.goto('/nodes?tier=nimbus');
    await page.fill('[name=search]', 'United');
    await page.click('main button:has-text("Search")');
    await eventually(() => page.url()).toContain('tier=nimbus&search=United');
    expect(await found(page)).toBe('361 nodes found');
    await page.goto('/repos');
    await page.click('nav[aria-label=Category] >> text=gaming');
    await eventually(() => found(page)).toBe('1 of 240 images found');
    await page.click('text=itzg/minecraft-server:latest');
    await eventually(() => page.url()).toContain('image=itzg%2Fminecraft-server');
    expect(await page.locator('[role=img] path').count()).toBeGreaterThan(0);
    expect(await page.textContent('main')).toContain('Counted together: 2 tags, latest, 1.0');
  });

  it('shows the history of an image over the chosen time', async () => {
    const { page, faults } = await site.open();
    await visit(page, '/repos');
    await page.locator('[name=search]').fill('minecraft');
    await eventually(() => found(page)).toBe('1 of 240 images found');
    await page.click('text=itzg/minecraft-server:latest');
    await eventually(() => page.locator('figcaption').textContent()).toContain('Containers of itzg/minecraft-server');
    const before = await page.locator('figcaption').textContent();
    await page.click('nav[aria-label=Range] >> text=7d');
    await eventually(() => page.url()).toContain('range=7d');
    await eventually(() => page.locator('figcaption').textContent()).not.toBe(before);
    expect(page.url()).toContain('search=minecraft');
    expect(faults).toEqual([]);
  });

  it('answers all points of a long history, and refuses one without an image', async () => {
    const answer = await fetch(`${site.url}/repos/chart?image=a%2Fb&range=1y`);
    const data = (await answer.json()) as { points: unknown[]; series: { values: (number | null)[] }[] };
    expect(data.points).toHaveLength(365);
    expect(data.series[0]?.values.slice(3, 6)).toEqual([1003, null, 1005]);
    expect((await fetch(`${site.url}/repos/chart`)).status).toBe(400);
  });

  it('says that an image was never seen, and still lists the others', async () => {
    const html = await (await fetch(`${site.url}/repos?image=never%2Fseen`)).text();
    expect(html).toContain('Not available right now');
    expect(html).toContain('presearch/node:latest');
  });

  it('knows nothing as nothing while the first sync runs', async () => {
    site.api.state.mood = 'first sync';
    await site.forget();
    const { page } = await site.open();
    await eventually(() => textAt(page, '/nodes')).toContain('No nodes yet.');
    const totals = await page.textContent('section:has-text("The network")');
    expect(totals).toContain('n/a');
    expect(totals).not.toMatch(/\b0\b/);
    await eventually(() => textAt(page, '/repos')).toContain('No day with images is known yet.');
  });

  it('the status page counts rows and names the size', async () => {
    const html = await (await fetch(`${site.url}/status`)).text();
    expect(html).toContain('123.46 MB');
    expect(html).toMatch(/daily_snapshots<\/dt> <dd[^>]*>31</);
  });

  it.each([360, 768, 1440, 2560])('no page scrolls sideways at %i pixels', async (width) => {
    const { page } = await site.open({ viewport: { width, height: 800 } });
    for (const path of paths) {
      await page.goto(path);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide, path).toBeLessThanOrEqual(width);
    }
  });

  it.each([
    ['dark', 1440],
    ['light', 360]
  ] as const)('axe finds nothing in the %s theme at %i pixels', async (colorScheme, width) => {
    const { page } = await site.open({ colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
    for (const path of ['/nodes?search=10.1.9', '/repos?image=itzg%2Fminecraft-server&search=a', '/status']) {
      await page.goto(path);
      expect(await violationsOf(page), path).toEqual([]);
    }
  });
});

async function found(page: Page): Promise<string> {
  const text = await page.locator('main [role=status]').first().textContent();
  return (text ?? '').replaceAll(/\s+/g, ' ').trim();
}

/** Loaded anew each time. */
async function textAt(page: Page, path: string): Promise<string | null> {
  await page.goto(path);
  return await page.textContent('main');
}
