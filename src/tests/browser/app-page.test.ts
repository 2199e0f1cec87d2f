/** The page of one app, in each of its states. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually, skipReason, startSite, visit, type Site } from './site.ts';
import { violationsOf } from './violations.ts';

const paths = ['/apps/shop', '/apps/ended-app', '/apps/secret', '/apps/popular?chart=payments', '/apps/only-paid'];

describe.skipIf(skipReason !== null)('the page of an app', () => {
  let site: Site;
  beforeAll(async () => {
    site = await startSite();
  });
  afterEach(async () => {
    Object.assign(site.api.state, { mood: 'well' });
    await site.forget();
  });
  afterAll(() => site.close());

  it('has what was ordered, paid and runs in the first HTML', async () => {
    const text = await textOf('/apps/shop');
    for (const part of ['live', 'itzg/minecraft-server:latest', '500 MB', 'acEU, a!cAS', 'about 12 d']) {
      expect(text).toContain(part);
    }
    for (const part of [
      '789012',
      '$88.02',
      'USD covers 41 of 42 payments',
      '2 instances',
      '3 ordered',
      '10.0.1.7:16127'
    ]) {
      expect(text).toContain(part);
    }
  });

  it('says when it has ended, that it is encrypted, and what is not known of it', async () => {
    const ended = await textOf('/apps/ended-app');
    expect(ended).toContain('expired');
    expect(ended).toContain('ended about 3 d ago, estimated');
    expect(ended).toContain('0 instances');
    const secret = await textOf('/apps/secret');
    expect(secret).toContain('The components are encrypted');
    const paid = await textOf('/apps/only-paid');
    expect(paid).toContain('no specification known');
    expect(paid).toContain('The network does not list this app');
    expect(paid).toContain('$88.02');
  });

  it('is 404 for a name that nothing knows', async () => {
    const answer = await fetch(`${site.url}/apps/no-such-app`);
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('Nothing is known of an app');
  });

  it('shows a name as text, whatever it is, in links too', async () => {
    const { page, faults } = await site.open();
    await visit(page, `/apps/${encodeURIComponent('a/b?<i>c</i>#&d')}`);
    expect(await page.textContent('h1')).toContain('a/b?<i>c</i>#&d');
    await page.click('text=All payments');
    await eventually(() => page.inputValue('[name=appName]')).toBe('a/b?<i>c</i>#&d');
    expect(faults).toEqual([]);
  });

  it('changes what the chart shows, and keeps it in the address', async () => {
    const { page, faults } = await site.open();
    await visit(page, '/apps/shop');
    const summary = () => page.locator('figcaption').textContent();
    expect(await summary()).toContain('Instances at the end of the day: shop');
    await page.click('nav[aria-label=Measure] >> text=Revenue');
    await eventually(summary).toContain('Revenue: shop per day in FLUX');
    await page.click('nav[aria-label=View] >> text=Weeks');
    await eventually(summary).toContain('per week');
    await page.click('nav[aria-label=Range] >> text=90d');
    await eventually(() => page.url()).toMatch(/chart=revenue&view=weekly&range=90d$/);
    const shared = await summary();
    await page.reload();
    expect(await summary()).toBe(shared);
    expect(faults).toEqual([]);
  });

  it('keeps a long list of instances behind a line', async () => {
    const { page } = await site.open({ javaScriptEnabled: false });
    await page.goto('/apps/popular');
    expect(await page.locator('table.instances tr:visible').count()).toBe(1 + 20);
    await page.click('summary:has-text("5 more")');
    await eventually(() => page.locator('table.instances tbody tr:visible').count()).toBe(25);
    await page.click('text=10.0.3.7:16127');
    await eventually(() => page.url()).toContain('/nodes?search=10.0.3.7');
  });

  it('knows nothing as nothing while the first sync runs', async () => {
    site.api.state.mood = 'first sync';
    await site.forget();
    await eventually(() => textOf('/apps/shop')).toContain('not looked for yet');
    const text = await textOf('/apps/shop');
    expect(text).toContain('Where it runs is not known yet.');
    expect(text).not.toMatch(/\$0|0 instances/);
  });

  it.each([360, 768, 1440, 2560])('does not scroll sideways at %i pixels', async (width) => {
    const { page } = await site.open({ viewport: { width, height: 800 } });
    for (const path of paths) {
      await page.goto(path);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width);
    }
  });

  it.each([
    ['dark', 1440],
    ['light', 360]
  ] as const)('axe finds nothing in the %s theme at %i pixels', async (colorScheme, width) => {
    const { page } = await site.open({ colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
    for (const path of paths) {
      await page.goto(path);
      expect(await violationsOf(page), path).toEqual([]);
    }
  });

  /** As it reads: without tags, comments and line breaks. */
  async function textOf(path: string): Promise<string> {
    const { page } = await site.open({ javaScriptEnabled: false });
    await page.goto(path);
    const text = await page.locator('main').innerText();
    await page.close();
    return text.replaceAll(/\s+/g, ' ');
  }
});
