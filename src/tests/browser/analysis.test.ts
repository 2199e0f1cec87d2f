/** The pages that say what figures mean, over the API of a small simulated network: as visitors meet them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, stopApis } from '../support/api.ts';
import { project } from '../subscriptions/harness.ts';
import { startIndexer, type Indexer } from '../sync/harness.ts';
import { takeTruthStoresFrom } from '../support/truth-store.ts';
import { skipReason, startWeb, type Site } from './site.ts';
import { violationsOf } from './violations.ts';

const views = ['decentralisation', 'demand', 'apps', 'revenue', 'customers', 'what-if'];
const paths = [
  '/subscriptions',
  '/subscriptions?at=3000000&days=90',
  ...views.map((view) => `/insights?view=${view}`),
  '/reports'
];
const STARTING_MS = 300_000;

describe.skipIf(skipReason !== null)('subscriptions, insights and reports', () => {
  let site: Omit<Site, 'api'>;
  let indexer: Indexer;
  beforeAll(async () => {
    const api = await startApi({ planted: null });
    takeTruthStoresFrom(() => Promise.resolve(api.store));
    indexer = await startIndexer({ payments: 800 });
    await indexer.sync();
    await project(indexer);
    api.state.now = indexer.deps.now();
    site = await startWeb({ apiPort: Number(new URL(api.origin).port) });
  }, STARTING_MS);
  afterAll(async () => {
    await site.close();
    await indexer.simulator.close();
    await stopApis();
  });

  it.each(paths.flatMap((path) => (['light', 'dark'] as const).map((colorScheme) => ({ path, colorScheme }))))(
    '$path has nothing that axe finds wrong, $colorScheme',
    async ({ path, colorScheme }) => {
      const { page, faults } = await site.open({ colorScheme, bypassCSP: true });
      await page.goto(path);
      expect(await violationsOf(page)).toEqual([]);
      expect(faults).toEqual([]);
    }
  );

  it.each([360, 768, 1_440, 2_560])('nothing is wider than a screen of %i, without scripts', async (width) => {
    const { page } = await site.open({ javaScriptEnabled: false, viewport: { width, height: 900 } });
    for (const path of paths) {
      await page.goto(path);
      const { scrollWidth } = await page.locator('html').evaluate((root) => ({ scrollWidth: root.scrollWidth }));
      expect([path, scrollWidth]).toEqual([path, width]);
    }
  });

  it('the slider is a form: without scripts it goes to the block that it names', async () => {
    const { page } = await site.open({ javaScriptEnabled: false });
    await page.goto('/subscriptions');
    const now = Number(await page.inputValue('input[type=range]'));
    await page.focus('input[type=range]');
    await page.keyboard.press('Home');
    await page.click('form:has(input[type=range]) button');
    const first = Number(new URL(page.url()).searchParams.get('at'));
    expect(first).toBeLessThan(now);
    expect(await page.textContent('main')).toContain(first.toLocaleString('en-US'));
    await page.click('nav[aria-label=Moment] >> text=A month ago');
    expect(Number(new URL(page.url()).searchParams.get('at'))).toBe(now - 30 * 2_880);
  });

  it('with scripts the arrow keys move the slider, and the page follows', async () => {
    const { page } = await site.open();
    await page.goto('/subscriptions', { waitUntil: 'networkidle' });
    const tip = await page.inputValue('input[type=range]');
    await page.focus('input[type=range]');
    await page.keyboard.press('PageDown');
    await expect.poll(() => new URL(page.url()).searchParams.get('at'), { timeout: 20_000 }).not.toBeNull();
    expect(new URL(page.url()).searchParams.get('at')).not.toBe(tip);
  });

  it('answers a treasurer in two clicks', async () => {
    const { page } = await site.open({ javaScriptEnabled: false });
    await page.goto('/');
    await page.click('nav >> text=Subscriptions');
    const text = (await page.textContent('main')) ?? '';
    // What did we earn in October, what do we owe, which apps decide next month, who stopped paying.
    for (const answer of ['2026-10', 'Owed: paid and not earned yet', 'The largest', 'Who stopped paying']) {
      expect(text).toContain(answer);
    }
    // What an app costs a day: one more click.
    await page.click('table:has(caption:has-text("The largest")) a >> nth=0');
    expect(await page.textContent('main')).toContain('A day');
  });
});
