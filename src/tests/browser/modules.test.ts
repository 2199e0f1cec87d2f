/**
 * Subscriptions, insights, reports and passports as visitors meet them, over the API as it ships with a small planted network:
 * what a page says is what the API says.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countText, fluxText, shareText } from '../../lib/ui/format/format.ts';
import { startApi, stopApis } from '../support/api.ts';
import { plantNetwork, plantNodes, sampleMachine } from '../support/census-factories.ts';
import { NOON, payment, txidOf } from '../support/factories.ts';
import { plantSubscription } from '../support/plant-subscription.ts';
import { eventually, skipReason, startSite, visit, type Site } from './site.ts';
import { violationsOf } from './violations.ts';

const WHAT_IF = '/insights?view=what-if&kind=provider&name=Hetzner';
const paths = [
  '/subscriptions',
  '/insights',
  '/insights?view=revenue',
  WHAT_IF,
  '/reports?period=daily',
  '/figures/nodes'
];
const germany = { country: 'Germany', country_code: 'DE' };
const periods = ['daily', 'weekly', 'monthly', 'quarterly', 'yearly'];

describe.skipIf(skipReason !== null)('pages of the modules', () => {
  let site: Site;
  let api: Awaited<ReturnType<typeof startApi>>;
  beforeAll(async () => {
    const payments = [payment({ block_time: NOON - 600 }), payment({ txid: txidOf(9), block_time: NOON - 90_000 })];
    api = await startApi({ planted: { payments } });
    await plantNetwork(api.store);
    await plantNodes(api.store, [
      {
        collateral: 'a:0',
        ip: '192.0.2.9:16127',
        tier: 'stratus',
        machine: sampleMachine,
        ...germany,
        provider: 'Hetzner'
      },
      { collateral: 'b:0', ip: '192.0.2.10:16127', tier: 'nimbus', ...germany, provider: 'Contabo' },
      {
        collateral: 'c:0',
        ip: '192.0.2.11:16127',
        tier: 'cumulus',
        country: 'France',
        country_code: 'FR',
        provider: 'OVH'
      }
    ]);
    await plantSubscription(api.store);
    site = await startSite({ apiPort: Number(new URL(api.origin).port) });
  });
  afterAll(async () => {
    await site.close();
    await stopApis();
  });
  const answerOf = async <T>(path: string) => (await api.get(path)).json() as Promise<T>;

  it.each(['dark', 'light'] as const)(
    'are clean for axe, targets included, and no wider than the screen: %s',
    async (colorScheme) => {
      for (const width of [360, 1440]) {
        const { page, faults } = await site.open({ colorScheme, viewport: { width, height: 800 }, bypassCSP: true });
        for (const path of paths) {
          const where = `${path} at ${width}`;
          await page.goto(path, { waitUntil: 'load' });
          expect(await overhang(page), where).toBeLessThanOrEqual(0);
          expect(await violationsOf(page, 'target-size'), where).toEqual([]);
        }
        expect(faults).toEqual([]);
      }
    }
  );

  it('say without scripts what the API says', async () => {
    const { page } = await site.open({ javaScriptEnabled: false });
    const said = async (path: string) => {
      await page.goto(path);
      return (await page.textContent('main'))?.replaceAll(/\s+/g, ' ') ?? '';
    };
    const summary = await answerOf<{ deferred: string; active: number }>('/api/subscriptions/summary');
    const subscriptions = await said('/subscriptions');
    expect(subscriptions).toContain(`${fluxText(summary.deferred)}, exactly ${fluxText(summary.deferred, 8)}`);
    expect(subscriptions).toContain(`Active ${countText(summary.active)}`);

    const { groups } = await answerOf<{ groups: { label: string; value: number; share: number }[] }>(
      '/api/insights/concentration?by=provider&weight=nodes'
    );
    const insights = await said('/insights');
    for (const { label, value, share } of groups)
      expect(insights).toMatch(`${label}${countText(value)}${shareText(share)}`);

    const { metrics } = await answerOf<{ metrics: { label: string; current: string | null; missing: string[] }[] }>(
      '/api/reports/daily'
    );
    const report = await said('/reports?period=daily');
    for (const { label, missing } of metrics) {
      expect(report).toContain(label);
      if (missing[0] !== undefined) expect(report).toContain(`Insufficient data: ${missing[0]}`);
    }
    const passport = await answerOf<{ rule: string }>('/api/figures/nodes');
    expect(await said('/figures/nodes')).toContain(passport.rule);
  });

  it('lead by keyboard from a place on the map to what would happen without it, and ask again', async () => {
    const { page, faults } = await site.open();
    await visit(page, '/insights');
    const place = page.locator('svg[role=group] a').first();
    await place.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/view=what-if&kind=country/);
    await page.focus('[name=cpu]');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('99');
    await page.keyboard.press('Enter');
    await page.waitForURL(/cpu=99/);
    await eventually(async () => (await page.textContent('main'))?.replaceAll(/\s+/g, ' ')).toContain('Nodes now 0');
    expect(faults).toEqual([]);
  });

  it('every figure that the API explains has its way to the passport on a page', async () => {
    const { figures } = await answerOf<{ figures: { id: string }[] }>('/api/figures');
    const pages = [
      ...periods.map((period) => `/?period=${period}`),
      '/nodes',
      '/subscriptions',
      '/transactions',
      '/status'
    ];
    const linked = new Set<string>();
    for (const path of pages) {
      const html = await (await fetch(site.url + path)).text();
      for (const [, id = ''] of html.matchAll(/href="[./]*\/?figures\/([a-z-]+)"/g)) linked.add(id);
    }
    expect([...linked].sort()).toEqual(figures.map(({ id }) => id).sort());
  });
});

/** Pixels that the document is wider than what shows of it. */
const overhang = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
