/** What a running page does: it refreshes, keeps what it has when it cannot, and answers to clicks. */
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually, skipReason, startSite, type Site } from './site.ts';

async function refreshed(page: Page): Promise<string | null> {
  await page.click('button:has-text("Refresh")');
  return await page.textContent('main');
}

describe.skipIf(skipReason !== null)('a running page', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterEach(() => {
    Object.assign(site.api.state, { mood: 'well', payments: 25_117 });
  });
  afterAll(() => site.close());

  it('shows new figures without being loaded again', async () => {
    const { page, faults } = await site.open();
    await page.goto('/', { waitUntil: 'networkidle' });
    await page.evaluate(() => Object.assign(window, { isSamePage: true }));
    site.api.state.payments = 25_999;
    // The server may use an answer for 2 s.
    await eventually(() => refreshed(page)).toContain('25,999 in all');
    expect(await page.evaluate(() => 'isSamePage' in window)).toBe(true);
    expect(faults).toEqual([]);
  });

  it('keeps the last figures when the API fails, and says since when', async () => {
    const { page } = await site.open();
    await page.goto('/', { waitUntil: 'networkidle' });
    const total = await page.textContent('section:has-text("Latest payments") .note');
    site.api.state.mood = 'failing';
    await eventually(() => refreshed(page)).toContain('Not refreshed since');
    expect(await page.textContent('main')).toContain('1,284.91');
    expect(await page.textContent('main')).toContain(total);
  });

  it('stays as it is when nothing answers', async () => {
    const { page } = await site.open();
    await page.goto('/', { waitUntil: 'networkidle' });
    await page.context().setOffline(true);
    await page.click('button:has-text("Refresh")');
    await eventually(() => page.textContent('footer')).toContain('Not refreshed since');
    expect(await page.textContent('main')).toContain('1,284.91');
    await page.context().setOffline(false);
    await page.click('button:has-text("Refresh")');
    await eventually(() => page.textContent('footer')).not.toContain('Not refreshed since');
  });

  it('changes period, unit and range on a click, and the address with them', async () => {
    const { page, faults } = await site.open();
    await page.goto('/', { waitUntil: 'networkidle' });
    await page.click('[title="This month"]');
    await eventually(() => page.textContent('main')).toContain('Revenue this month');
    await page.click('[title="Revenue in USD"]');
    await eventually(() => page.textContent('main')).toContain('payments have a price');
    await page.click('[title="One year"]');
    await eventually(() => page.url()).toMatch(/period=monthly&unit=usd&range=1y$/);
    expect(faults).toEqual([]);
  });

  it('finds payments by search, source and page', async () => {
    const { page } = await site.open();
    await page.goto('/transactions', { waitUntil: 'networkidle' });
    await page.fill('[name=search]', 'ab');
    await page.check('[value=team]');
    await eventually(() => page.url()).toMatch(/transactions\?appName=&source=team$/);
    expect(await page.getAttribute('a:has-text("CSV")', 'href')).toBe(
      '/api/transactions/export?format=csv&source=team'
    );
    await page.click('[aria-label="Next page"] >> nth=0');
    await eventually(() => page.url()).toContain('page=2');
    expect(site.api.asked.at(-1)).toMatch(/paginated\?page=2&source=team|header|health/);
    await page.fill('[name=page] >> nth=0', '7');
    await page.press('[name=page] >> nth=0', 'Enter');
    await eventually(() => page.url()).toMatch(/source=team&page=7$/);
    await page.fill('[name=search]', 'nothing');
    await eventually(() => page.textContent('main')).toContain('No payment fits this selection');
    expect(page.url()).toMatch(/source=team&search=nothing$/);
  });

  it('saves a whole export, says how far it is, and stops when told to', async () => {
    const { page, faults } = await site.open();
    site.api.state.export = { rows: 5_000, isHeld: true, isCut: false };
    await page.goto('/transactions', { waitUntil: 'networkidle' });
    await page.click('a:has-text("NDJSON")');
    await eventually(() => page.textContent('main')).toContain('NDJSON: 2,501 rows');
    await page.click('button:has-text("Stop")');
    await eventually(() => page.textContent('main')).not.toContain('2,501 rows');
    site.api.state.export.isHeld = false;
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('a:has-text("CSV") >> nth=0')]);
    expect(download.suggestedFilename()).toMatch(/^fluxtracker-transactions-\d{4}-\d\d-\d\d\.csv$/);
    const lines = (await readFile(await download.path(), 'utf8')).split('\r\n');
    expect([lines.length, lines.at(-2)]).toEqual([5_003, expect.stringMatching(/^# rows=5000 sha256=/)]);
    await eventually(() => page.textContent('.toasts')).toContain('CSV: 5,000 rows, complete.');
    expect(faults).toEqual([]);
  });

  it('saves nothing of an export that broke off', async () => {
    const { page } = await site.open();
    site.api.state.export = { rows: 100, isHeld: false, isCut: true };
    await page.goto('/transactions', { waitUntil: 'networkidle' });
    const files: unknown[] = [];
    page.on('download', (download) => files.push(download));
    await page.click('a:has-text("CSV") >> nth=0');
    await eventually(() => page.textContent('.toasts')).toContain('Nothing was saved.');
    expect(files).toEqual([]);
  });

  it('keeps the chosen theme, with scripts and without', async () => {
    const { page } = await site.open();
    await page.goto('/', { waitUntil: 'networkidle' });
    await page.click('[aria-label="Light theme"]');
    await eventually(() => page.getAttribute('html', 'data-theme')).toBe('light');
    await eventually(async () => (await page.context().cookies()).map(({ value }) => value)).toEqual(['light']);
    await page.reload();
    expect(await page.getAttribute('html', 'data-theme')).toBe('light');

    const { page: plain } = await site.open({ javaScriptEnabled: false });
    await plain.goto('/apps?page=2');
    await plain.click('[aria-label="Dark theme"]');
    expect(await plain.getAttribute('html', 'data-theme')).toBe('dark');
    expect(plain.url()).toBe(`${site.url}/apps?page=2`);
  });

  it('shows what an app is called as text, whatever it is called', async () => {
    const { page } = await site.open();
    await page.goto('/');
    expect(await page.locator('main b', { hasText: /^bold$/ }).count()).toBe(0);
    expect(await page.textContent('main')).toContain('<b>bold</b>');
  });
});
