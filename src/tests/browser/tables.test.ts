/** The table kit, the search box and what other sites may show, as visitors use them, with scripts and without. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually, skipReason, startSite, visit, type Site } from './site.ts';
import { violationsOf } from './violations.ts';

const paths = ['/payers', '/payers/t1Someone', '/nodes/10.0.1.7:16127', '/search?q=minecraft', '/apps?state=expiring'];

describe.skipIf(skipReason !== null)('tables and search', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterEach(() => site.forget());
  afterAll(() => site.close());

  it('are sorted by their heads, by links that an address keeps', async () => {
    const { page } = await site.open({ javaScriptEnabled: false, viewport: { width: 1440, height: 800 } });
    await page.goto('/transactions?source=team&page=2');
    expect(await page.getAttribute('th:has-text("Time")', 'aria-sort')).toBe('descending');
    await page.click('th a:has-text("FLUX")');
    expect(new URL(page.url()).search).toBe('?source=team&sort=amount');
    expect(await page.getAttribute('th:has-text("FLUX")', 'aria-sort')).toBe('descending');
    expect(await page.locator('th[aria-sort]').count()).toBe(1);
    await page.click('th a:has-text("FLUX")');
    expect(new URL(page.url()).search).toBe('?source=team&sort=amount&order=asc');
    await page.click('a[aria-label="100 rows per page"]');
    await eventually(() => page.locator('tbody tr').count()).toBe(100);
  });

  it('show what they are filtered by, each filter with a way to remove it, and the sum', async () => {
    const { page } = await site.open();
    await page.goto('/transactions?type=git,docker&min_amount=5&start_date=2026-10-01');
    const chips = page.locator('ul[aria-label=Filters] a.chip');
    expect(await chips.allInnerTexts()).toEqual(['Git', 'Docker', 'From 2026-10-01', 'At least 5 FLUX']);
    // Of the stand-in API: 25,117 payments of three FLUX and a half for all of them.
    expect(await page.textContent('main')).toContain('75,351.50 FLUX');
    await page.click('a[aria-label="Remove filter: Git"]');
    await eventually(() => new URL(page.url()).searchParams.get('type')).toBe('docker');
    await page.click('text=Clear all');
    await eventually(() => new URL(page.url()).search).toBe('');
  });

  it('asks the API for exactly what the address says', async () => {
    const asked = async (path: string) => {
      site.api.asked.length = 0;
      await fetch(site.url + path);
      return site.api.asked;
    };
    const query = '?country=DE&provider=Hetzner&sort=eps';
    expect(await asked(`/nodes${query}`)).toContainEqual(
      expect.stringMatching(
        /^\/api\/nodes\?.*sort=eps.*country=DE.*provider=Hetzner|^\/api\/nodes\?.*country=DE.*provider=Hetzner/
      )
    );
    const apps = await asked('/apps?state=expiring&days=1&sort=end&order=asc');
    expect(apps.find((url) => url.startsWith('/api/apps?'))).toMatch(/state=expiring/);
  });

  it('the status page shows 90 days of each source and job in names that people know, also in words', async () => {
    const { page } = await site.open({ javaScriptEnabled: false });
    await page.goto('/status');
    const daemon = page.locator('.days tr', { hasText: 'Flux API: chain' });
    // Days in a row that were alike are one bar, cut into days.
    const widths = await daemon
      .locator('rect')
      .evaluateAll((bars) => bars.map((bar) => Number(bar.getAttribute('width'))));
    expect(widths.reduce((sum, width) => sum + width, 0)).toBeCloseTo(1_000, 0);
    const gaps = await page.locator('#day-gaps').getAttribute('d');
    expect(gaps?.match(/M/g)).toHaveLength(89);
    expect(await daemon.locator('rect.part').count()).toBe(1);
    expect(await daemon.textContent()).toMatch(/not well: \d{4}-\d\d-\d\d 50%\s*75\.00%\s*182 ms/);
    expect(await page.locator('.days tr', { hasText: 'Payments sync' }).textContent()).toContain('100.00%');
  });

  it('an empty field of a form is no part of the address, with scripts and without', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const { page } = await site.open({ javaScriptEnabled });
      await visit(page, '/transactions');
      await page.fill('[name=appName]', 'minecraft1731');
      await page.click('button:has-text("Filter")');
      await eventually(() => new URL(page.url()).search).toBe('?appName=minecraft1731');
    }
  });

  it('a search leads from anywhere, by "/" and Ctrl+K and without scripts', async () => {
    const { page } = await site.open();
    await page.goto('/status');
    await eventually(async () => {
      await page.keyboard.press('/');
      return page.evaluate(() => document.activeElement?.getAttribute('name'));
    }).toBe('q');
    await page.keyboard.type('minecraft');
    await page.keyboard.press('Enter');
    await eventually(() => page.textContent('main')).toContain('minecraft1731');
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press('Control+k');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('q');

    const { page: plain } = await site.open({ javaScriptEnabled: false });
    await plain.goto('/');
    await plain.fill('[name=q]', 'nothing');
    await plain.press('[name=q]', 'Enter');
    expect(await plain.textContent('main')).toContain('Nothing matches “nothing”');
  });

  it('has nothing for an address that paid nothing', async () => {
    expect((await fetch(`${site.url}/payers/t1Nobody`)).status).toBe(404);
  });

  it.each([320, 768, 1440])('no page of these scrolls sideways at %i pixels, and axe finds nothing', async (width) => {
    const { page } = await site.open({ viewport: { width, height: 800 }, bypassCSP: true });
    for (const path of paths) {
      await page.goto(path);
      const { wide, seen } = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth,
        seen: document.documentElement.clientWidth
      }));
      expect(wide, path).toBeLessThanOrEqual(seen);
      expect(await violationsOf(page), path).toEqual([]);
    }
  });

  it('a shared link brings its words and a picture of its chart', async () => {
    const html = await (await fetch(`${site.url}/?category=nodes&range=90d`)).text();
    const image = /property="og:image" content="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(image).toContain('/preview.png?category=nodes&range=90d');
    const picture = await fetch(image);
    expect(picture.headers.get('content-type')).toBe('image/png');
    const bytes = new DataView(await picture.arrayBuffer());
    // The size of a PNG stands in its first chunk.
    expect([bytes.getUint32(16), bytes.getUint32(20)]).toEqual([1200, 630]);
    expect(html).toMatch(/name="description" content="Revenue today: 1,284\.91 FLUX/);
    expect(html.match(/<link rel="canonical"/g)).toHaveLength(1);
  });

  it('other sites may frame a card and nothing else', async () => {
    const card = await fetch(`${site.url}/embed/revenue`);
    expect(card.headers.get('x-frame-options')).toBeNull();
    expect(card.headers.get('content-security-policy')).toContain('frame-ancestors *');
    expect(await card.text()).toContain('1,284.91 FLUX');
    const badge = await fetch(`${site.url}/badge/revenue.svg`);
    expect([badge.headers.get('content-type'), badge.headers.get('cross-origin-resource-policy')]).toEqual([
      'image/svg+xml',
      'cross-origin'
    ]);
    const page = await fetch(`${site.url}/apps`);
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    expect((await fetch(`${site.url}/embed/unknown`)).status).toBe(404);
  });
});
