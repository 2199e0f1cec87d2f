/** The pages about the market of Bitcoin: with and without scripts, in both themes, zoomed, by keyboard. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, skipReason, startSite, type Site } from './site.ts';
import { violationsOf } from './violations.ts';

const pages = [
  ['/bitcoin/indicators', 'Mayer multiple'],
  ['/bitcoin/indicators?indicator=cycles', 'Since 2024-04-20'],
  ['/bitcoin/review', 'Highest'],
  ['/bitcoin/market', 'Not configured'],
  ['/bitcoin/treasuries', 'Example Holdings']
] as const;

describe.skipIf(skipReason !== null)('pages about the market', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterAll(() => site.close());

  it.each(pages)('%s has its figures in the first HTML, without style attributes', async (path, text) => {
    const answer = await fetch(site.url + path);
    const html = await answer.text();
    expect(answer.status).toBe(200);
    expect(html).toContain(text);
    expect(html).not.toMatch(/\sstyle=|NaN|Infinity/);
  });

  it.each(['light', 'dark'] as const)('have nothing that axe would find wrong, %s', async (colorScheme) => {
    const { page } = await site.open({ colorScheme, bypassCSP: true });
    for (const [path] of pages) {
      await page.goto(path);
      expect(await violationsOf(page), path).toEqual([]);
    }
  });

  it('zoom in where days are dragged over, and out at a double click', async () => {
    const { page } = await site.open();
    await page.goto('/bitcoin/review', { waitUntil: 'networkidle' });
    await page.hover('.chart');
    await eventually(() => page.locator('.plot.taken').count()).toBe(1);
    await drag(page, 0.25, 0.5);
    await eventually(() => page.url()).toMatch(/from=\d{4}-\d{2}-\d{2}&to=\d{4}-\d{2}-\d{2}/);
    const zoomed = new URL(page.url()).searchParams;
    const days = (Date.parse(zoomed.get('to') ?? '') - Date.parse(zoomed.get('from') ?? '')) / 86_400_000;
    // A quarter of a year of days, to the pixel.
    expect(Math.abs(days - 91)).toBeLessThan(5);
    await eventually(() => page.textContent('thead')).toContain(`${zoomed.get('from')} to ${zoomed.get('to')}`);
    await page.hover('.chart');
    await page.dblclick('.chart');
    await eventually(() => page.url()).not.toContain('from=');
  });

  it('show a price on a logarithmic axis, in euros, for a range of days, without scripts', async () => {
    const { page } = await site.open({ javaScriptEnabled: false });
    await page.goto('/bitcoin/review');
    await page.click('nav[aria-label="Shown"] >> text=Price');
    await page.click('button:has-text("Log")');
    await page.click('nav[aria-label="Currency"] >> text=EUR');
    await eventually(() => page.url()).toMatch(/currency=EUR/);
    expect((await page.getAttribute('path.line', 'd'))?.length).toBeGreaterThan(100);
    await page.click('button:has-text("Table")');
    await eventually(() => page.locator('[role=region] tbody tr').count()).toBeGreaterThan(300);
    expect(await page.textContent('[role=region]')).toContain('n/a');
  });

  it('give a panel as CSV', async () => {
    const answer = await fetch(`${site.url}/bitcoin/csv?page=market&panel=top-coins`);
    expect(answer.headers.get('content-type')).toContain('text/csv');
    expect(await answer.text()).toMatch(/^Coin,Price,Market cap,.*\r\nBitcoin \(BTC\),"\$90,000\.00","\$1,800,/);
    expect((await fetch(`${site.url}/bitcoin/csv?page=market&panel=companies`)).status).toBe(404);
  });

  it('read points by the keyboard', async () => {
    const { page } = await site.open();
    await page.goto('/bitcoin/indicators', { waitUntil: 'networkidle' });
    await page.focus('[aria-roledescription=chart]');
    await page.keyboard.press('End');
    await eventually(() => page.textContent('[aria-roledescription=chart] [role=status]')).toMatch(
      /\d{4}-\d\d-\d\d · [\d.]+ x/
    );
  });
});

/** Over the chart, between two shares of its width. */
async function drag(page: Page, from: number, to: number): Promise<void> {
  const box = await page.locator('svg.plot').boundingBox();
  if (box === null) throw new Error('there is no chart');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + from * box.width, y);
  await page.mouse.down();
  await page.mouse.move(box.x + ((from + to) / 2) * box.width, y);
  await page.mouse.move(box.x + to * box.width, y);
  await page.mouse.up();
}
