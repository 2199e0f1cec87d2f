/** The pages as visitors meet them: with scripts and without, on small and wide screens, with figures and without. */
import { request } from 'node:http';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Page, Response } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually, skipReason, startSite, visit, type Site } from './site.ts';
import { violationsOf } from './violations.ts';

const paths = ['/', '/transactions', '/apps', '/apps/minecraft1731', '/status'];

describe.skipIf(skipReason !== null)('the pages', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterEach(async () => {
    Object.assign(site.api.state, { mood: 'well', payments: 25_117 });
    await site.forget();
  });
  afterAll(() => site.close());

  it.each(paths)('%s has its figures in the first HTML, without style attributes or inline handlers', async (path) => {
    const html = await (await fetch(site.url + path)).text();
    expect(html).toContain('3,049,990');
    expect(html).not.toMatch(/\sstyle=/);
    expect(html).not.toMatch(/\son\w+=/);
    expect(html).not.toContain('NaN');
  });

  it('a page has a nonce of its own and a policy without exceptions', async () => {
    const answers = await Promise.all([fetch(site.url), fetch(site.url)]);
    const policies = answers.map(({ headers }) => headers.get('content-security-policy') ?? '');
    const nonces = policies.map((policy) => /'nonce-([^']+)'/.exec(policy)?.[1]);
    expect(new Set(nonces).size).toBe(2);
    expect(await answers[0].text()).toContain(`nonce="${nonces[0] ?? ''}"`);
    expect(policies[0]).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(policies[0]).not.toMatch(/unsafe-inline|unsafe-eval|https?:|\*/);
    expect(answers[0].headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('the overview draws its chart, tables and links without scripts', async () => {
    const { page } = await site.open({ javaScriptEnabled: false });
    await page.goto('/');
    expect(await page.textContent('main')).toContain('1,284.91');
    expect(await page.textContent('[aria-current=page]')).toBe('Overview');
    expect((await page.getAttribute('path.line', 'd'))?.length).toBeGreaterThan(100);
    expect(await page.locator('tbody tr').count()).toBeGreaterThan(20);
    await page.click('nav[aria-label="View"] >> text=Weeks');
    await eventually(() => page.url()).toContain('view=weekly');
    await page.goto('/transactions');
    await page.fill('[name=search]', 'nothing');
    await page.click('button:has-text("Search")');
    await eventually(() => page.textContent('main')).toContain('No payments match these filters');
  });

  it.each(paths)('%s says nothing on the console and loads nothing from elsewhere', async (path) => {
    const { page, faults } = await site.openOwn();
    await page.goto(path, { waitUntil: 'networkidle' });
    expect(faults).toEqual([]);
  });

  it.each([360, 768, 1440, 2560])('no page scrolls sideways at %i pixels', async (width) => {
    const { page } = await site.open({ viewport: { width, height: 800 } });
    for (const path of paths) {
      await page.goto(path);
      const { wide, seen } = await page.evaluate(() => ({
        wide: document.documentElement.scrollWidth,
        seen: document.documentElement.clientWidth
      }));
      expect(wide, path).toBeLessThanOrEqual(seen);
    }
  });

  it.each(['dark', 'light'] as const)('axe finds nothing in the %s theme', async (colorScheme) => {
    for (const width of [360, 1440]) {
      const { page } = await site.open({ colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
      for (const path of paths) {
        await page.goto(path);
        expect(await violationsOf(page), `${path} at ${width}`).toEqual([]);
      }
    }
  });

  it('the chart with its second axis is clean for axe, in forced colours and on paper too, and nothing of it is lost there', async () => {
    const { page } = await site.open({ viewport: { width: 1440, height: 800 }, bypassCSP: true });
    await visit(page, '/?range=30d&with=price');
    const lines = () =>
      page
        .locator('path.line')
        .evaluateAll((all) => all.map((line) => [getComputedStyle(line).visibility, getComputedStyle(line).stroke]));
    const shown = await lines();
    expect(new Set(shown.map(([, stroke]) => stroke)).size).toBe(2);
    for (const media of [{ forcedColors: 'active' }, { media: 'print' }] as const) {
      await page.emulateMedia(media);
      expect(await violationsOf(page, 'target-size'), JSON.stringify(media)).toEqual([]);
      // Each line keeps a colour of its own: two of one colour could not be told apart.
      const now = await lines();
      expect(now.map(([visibility]) => visibility)).toEqual(['visible', 'visible']);
      expect(new Set(now.map(([, stroke]) => stroke)).size).toBe(2);
      expect(await page.locator('.axis.second').isVisible()).toBe(true);
      await page.emulateMedia({ forcedColors: null, media: null });
    }
  });

  it('the overview needs at most 90 KB of scripts, compressed', async () => {
    const { page } = await site.openOwn();
    const bodies: Promise<Buffer>[] = [];
    const collect = (response: Response) => {
      if (response.url().endsWith('.js')) bodies.push(response.body());
    };
    page.on('response', collect);
    await page.goto('/', { waitUntil: 'networkidle' });
    page.off('response', collect);
    const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length);
    const total = sizes.reduce((sum, size) => sum + size, 0);
    expect(sizes.length).toBeGreaterThan(3);
    expect(total).toBeLessThan(90 * 1024);
  });

  it('while the first sync runs, says how far it is and shows no figure as 0', async () => {
    site.api.state.mood = 'first sync';
    await site.forget();
    const { page, faults } = await site.open();
    for (const path of ['/', '/transactions', '/apps', '/status']) {
      await eventually(() => textAt(page, path)).toContain('12,345 of 25,117');
      expect(await page.getAttribute('main progress', 'value')).toBe('49.15');
    }
    await eventually(() => textAt(page, '/?period=weekly')).toContain('Revenue this week');
    const card = await page.textContent('section:has-text("Revenue this week")');
    expect(card).toContain('n/a');
    expect(card).not.toMatch(/\b0\.00\b|\$0/);
    expect(faults).toEqual([]);
  });

  it('a failing API leaves the page standing and says what is missing', async () => {
    site.api.state.mood = 'failing';
    await site.forget();
    const { page } = await site.open();
    const path = '/?period=yearly&range=1y&view=monthly';
    await eventually(() => textAt(page, path)).toContain('The database does not answer.');
    expect(await page.locator('nav[aria-label=Site] a').count()).toBe(12);
  });

  it('an unknown page and an unknown app are 404', async () => {
    expect((await fetch(`${site.url}/nowhere`)).status).toBe(404);
    const answer = await fetch(`${site.url}/apps/no-such-app`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('Nothing is known of an app');
  });

  it('a page is compressed for whoever accepts it', async () => {
    const answer = await fetch(site.url, { headers: { 'accept-encoding': 'identity' } });
    const packed = await new Promise<Buffer>((resolve, reject) => {
      request(site.url, { headers: { 'accept-encoding': 'gzip' } }, (res) => {
        expect(res.headers['content-encoding']).toBe('gzip');
        res.toArray().then((chunks: Buffer[]) => resolve(Buffer.concat(chunks)), reject);
      }).end();
    });
    expect(packed.length).toBeLessThan((await answer.text()).length / 3);
    expect(gunzipSync(packed).toString()).toContain('</html>');
  });
});

/** Loaded anew each time. */
async function textAt(page: Page, path: string): Promise<string | null> {
  await page.goto(path);
  return await page.textContent('main');
}
