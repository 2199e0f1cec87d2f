/**
 * Subscriptions, insights, reports and passports as visitors meet them, over the API as it ships with a small planted network:
 * what a page says is what the API says.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countText, fluxText, shareText } from '../../lib/ui/format/format.ts';
import { startApi, stopApis, TOKEN } from '../support/api.ts';
import { plantNetwork, plantNodes, sampleMachine } from '../support/census-factories.ts';
import { leaseOf, NOON, payment, txidOf } from '../support/factories.ts';
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

  it('lead in two clicks from the overview to the nodes of a provider in a country, without scripts too', async () => {
    const { page } = await site.open({ javaScriptEnabled: false });
    await page.goto('/');
    await page.click('nav[aria-label=Site] >> text=Nodes');
    await page.click('main >> text=Germany, Hetzner');
    expect(new URL(page.url()).search).toBe('?country=DE&provider=Hetzner');
    expect((await page.textContent('main'))?.replaceAll(/\s+/g, ' ')).toContain('1 node found');
    await page.goto('/insights?view=decentralisation&table=provider-nodes');
    expect(await page.locator('main section').count()).toBe(1);
    await page.click('main th >> text=Contabo');
    expect(new URL(page.url()).search).toBe('?provider=Contabo');
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

  it('a replay is started and followed without scripts, and no second one beside it', async () => {
    const { page } = await site.open({ javaScriptEnabled: false });
    await page.goto('/admin');
    await page.fill('[name=token]', TOKEN);
    await page.click('main button:has-text("Sign in")');
    await page.click('nav[aria-label=Parts] >> text=Replays');
    const send = async (button: string) => {
      await page.selectOption('[name=projector]', 'subscriptions');
      await page.fill('[name=fromHeight]', '2000000');
      await page.fill('[name=toHeight]', '2100000');
      await page.click(`button:has-text("${button}")`);
    };
    await page.fill('[name=batchSize]', '5');
    await send('Dry run');
    expect(await page.textContent('[role=alert]')).toMatch(/^batchSize: /);
    await send('Dry run');
    expect(new URL(page.url()).search).toBe('?view=replays');
    const range = { fromHeight: 2_000_000, toHeight: 2_100_000, batchSize: 1_000 };
    expect(api.started.at(-1)).toMatchObject({
      name: 'replay',
      args: { projector: 'subscriptions', ...range, dryRun: true }
    });
    await send('Start the replay');
    expect(await page.textContent('[role=alert]')).toContain('A replay is under way already: nothing was started.');

    const lease = await leaseOf(api.store, 'replays');
    const begun = {
      id: 'job-0',
      projector: 'subscriptions',
      from_height: 2_000_000,
      to_height: 2_100_000,
      batch_size: 1_000
    };
    await api.store.query('replay_begin', { ...lease, ...begun, is_dry_run: 1, total_rows: 4_000, now: NOON });
    await page.goto('/admin?view=replays');
    const said = (await page.textContent('main'))?.replaceAll(/\s+/g, ' ');
    expect(said).toContain('Subscriptions, blocks 2,000,000 to 2,100,000, dry run');
    expect(said).toContain('0 of 4,000 rows');
    expect(await page.isDisabled('button:has-text("Start the replay")')).toBe(true);
  });

  it('before subscriptions were looked at, nothing is said of how many there are', async () => {
    const { origin } = await startApi({ planted: { payments: [payment({ app_name: 'shop' })] } });
    const empty = await startSite({ apiPort: Number(new URL(origin).port) });
    try {
      const read = async (path: string) => (await fetch(empty.url + path)).text();
      const [list, app] = [await read('/subscriptions'), await read('/apps/shop')];
      expect(list).toContain('Not known yet.');
      expect(list).not.toMatch(/No subscription|Nobody did/);
      expect(app).toContain('Paid terms');
      expect(app).not.toContain('No payment bought anything');
    } finally {
      await empty.close();
    }
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
