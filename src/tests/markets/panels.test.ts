/** What the panels of the market answer, against the simulated services: told, away, switched off. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { indicators } from '../../lib/contract/markets/indicators.ts';
import { market, treasuries } from '../../lib/contract/markets/market.ts';
import { review } from '../../lib/contract/markets/review.ts';
import { createListsFile } from '../../lib/server/modules/markets/module.ts';
import { readIndicators } from '../../lib/server/modules/markets/read/indicators.ts';
import { readMarket } from '../../lib/server/modules/markets/read/market.ts';
import { readReview } from '../../lib/server/modules/markets/read/review.ts';
import { readTreasuries } from '../../lib/server/modules/markets/read/treasuries.ts';
import { marketJobs } from '../../lib/server/modules/markets/jobs.ts';
import { leaseOf } from '../support/factories.ts';
import { startMarket, type MarketBench } from './harness.ts';

const readLists = createListsFile(null);
let bench: MarketBench;
beforeEach(async () => {
  bench = await startMarket();
});
afterEach(() => bench.close());

describe('switched off', () => {
  it('has no job, no source, and says so in every panel', async () => {
    const off = { ...bench.context, isBitcoinOn: false, readLists };
    expect(marketJobs({ ...bench.deps, readLists, markets: null })).toEqual([]);
    const told = [
      ...Object.values(await readMarket(off)),
      ...Object.values(await readTreasuries(off)),
      await readIndicators(off, { query: {} }),
      await readReview(off, { query: { currency: 'USD' } })
    ];
    expect(told).toHaveLength(10);
    expect(new Set(told.map(({ status }) => status))).toEqual(new Set(['not configured']));
    expect(bench.simulator.requests().hosts.mempool).toBeUndefined();
  });
});

describe('before anything was told', () => {
  it('nothing is 0', async () => {
    const context = { ...bench.context, readLists };
    const { price, topCoins, companies } = await readMarket(context);
    expect([price.status, price.USD, price.EUR]).toEqual(['not available', null, null]);
    expect([topCoins.status, topCoins.coins]).toEqual(['not available', []]);
    expect([companies.status, companies.reason]).toEqual(['not configured', expect.stringContaining('BITCOIN_LISTS')]);
    const holders = await readTreasuries(context);
    expect([holders.companies.totalBtc, holders.addresses.rows[0]?.balanceBtc]).toEqual([null, null]);
    const told = await readIndicators(context, { query: {} });
    expect([told.status, told.mayerMultiple?.latest, told.cycles?.cycles.map(({ base }) => base)]).toEqual([
      'not available',
      null,
      [null, null, null, null]
    ]);
    expect((await readReview(context, { query: { currency: 'EUR' } })).data).toEqual([]);
  });
});

describe('told', () => {
  it('answers are as declared, lists with their source, holders at the live price', async () => {
    await bench.syncAll();
    const context = { ...bench.context, readLists };
    const now = market.response.parse(await readMarket(context));
    expect(now.topCoins.coins.slice(0, 2).map(({ symbol }) => symbol)).toEqual(['BTC', 'ETH']);
    expect(now.depin.coins.some(({ id }) => id === 'zelcash')).toBe(true);
    expect(now.depin.missing).toContain('aethir');
    const { companies, governments, addresses } = treasuries.response.parse(await readTreasuries(context));
    expect(companies.rows[0]).toMatchObject({ name: 'Example Holdings', holdingsBtc: 640_031 });
    expect(companies.rows[0]!.valueUsd).toBeCloseTo(640_031 * now.price.USD!, 0);
    expect(companies.rows[1]!.entryUsd).toBeNull();
    expect(governments.totalBtc).toBe(198_012 + 6_300);
    expect(addresses.rows.every(({ balanceBtc }) => /^\d+\.\d{8}$/.test(balanceBtc ?? ''))).toBe(true);
    expect([addresses.listedOn, addresses.balanceSource]).toEqual(['2025-01-01', 'mempool']);
    const all = indicators.response.parse(await readIndicators(context, { query: { limit: 10_000 } }));
    expect(all.mayerMultiple?.latest?.date).toBe('2026-11-19');
  });

  it('asks for each list at its own pace, also after it was refused', async () => {
    await bench.syncAll();
    const asked = () => ({ ...bench.simulator.requests().hosts.coingecko?.endpoints });
    const first = asked();
    bench.pass(600);
    await bench.syncAll();
    expect(asked()).toEqual(first);
    bench.simulator.faults({ source: 'coingecko', kinds: ['garbage'] });
    bench.pass(1_300);
    expect((await bench.syncAll()).lists).toEqual([]);
    const refused = asked();
    bench.pass(300);
    await bench.syncAll();
    expect(asked()).toEqual(refused);
    const { topCoins } = await readMarket({ ...bench.context, readLists });
    expect([topCoins.status, topCoins.stale]).toEqual(['ok', false]);
    bench.pass(3 * 3_600);
    const later = await readMarket({ ...bench.context, readLists });
    expect([later.topCoins.stale, later.price.stale]).toEqual([true, true]);
    const { companies } = await readTreasuries({ ...bench.context, readLists });
    expect([companies.stale, companies.rows[0]!.valueUsd]).toEqual([false, null]);
  });
});

describe('the review', () => {
  it('has each day of its range, null where nobody told it, and the change from first to last', async () => {
    await bench.syncCloses();
    await plantFlux({ '2026-11-11': '8000000', '2026-11-12': '7000000', '2026-11-14': '9000000' });
    const query = review.query.parse({ start_date: '2026-11-11', end_date: '2026-11-14' });
    const told = review.response.parse(await readReview(bench.context, { query }));
    expect(told.data.map(({ date, FLUX }) => [date, FLUX])).toEqual([
      ['2026-11-11', 0.08],
      ['2026-11-12', 0.07],
      ['2026-11-13', null],
      ['2026-11-14', 0.09]
    ]);
    const [bitcoin, flux] = told.assets;
    expect(flux?.performance).toMatchObject({ change: 12.5, low: { date: '2026-11-12', close: 0.07 } });
    expect(flux?.history).toMatchObject({ count: 3, missingDays: 1 });
    const [first, last] = [told.data[0]!.BTC!, told.data[3]!.BTC!];
    expect(bitcoin?.performance?.change).toBeCloseTo((last / first - 1) * 100, 2);
  });
  it('ends with the last day that is over, and names what it cannot take', async () => {
    await bench.syncCloses();
    const of = (asked: Record<string, string>) => readReview(bench.context, { query: review.query.parse(asked) });
    expect((await of({})).range).toEqual({ name: 'year', start: '2025-11-20', end: '2026-11-19' });
    expect((await of({ range: 'cycle' })).range.start).toBe('2024-04-20');
    const all = await of({ range: 'all', assets: 'BTC' });
    expect(all.data[0]?.date).toBe(all.assets[0]?.history.first);
    await expect(of({ range: 'own' })).rejects.toThrow('start_date');
    await expect(of({ range: 'year', start_date: '2026-01-01' })).rejects.toThrow('range');
    await expect(of({ start_date: '2026-02-01', end_date: '2026-01-01' })).rejects.toThrow('start_date');
  });
});

describe('the file of lists', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lists-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('tells companies with its day, and nothing that it leaves out', async () => {
    const companies = [{ name: 'Example', marketCapUsd: 3e12 }];
    const readOwn = await fileOf(JSON.stringify({ asOf: '2026-11-01', source: 'own research', companies }));
    const context = { ...bench.context, readLists: readOwn };
    const told = await readMarket(context);
    expect(told.companies).toMatchObject({
      status: 'ok',
      listedOn: '2026-11-01',
      rows: [{ name: 'Example', symbol: null, marketCapUsd: 3e12 }]
    });
    expect(told.commodities.status).toBe('not configured');
    expect((await readTreasuries(context)).addresses.status).toBe('not configured');
  });
  it.each([
    ['no JSON', '{', 'it is no JSON'],
    ['no day', '{"source":"a"}', 'asOf'],
    [
      'an address that is none',
      '{"asOf":"2026-11-01","source":"a","addresses":[{"label":"a","kind":"b","address":"x"}]}',
      'addresses.0.address'
    ]
  ])('that has %s costs its own panels and says what is wrong', async (_, text, reason) => {
    const { companies, price } = await readMarket({ ...bench.context, readLists: await fileOf(text) });
    expect([companies.status, companies.reason]).toEqual(['not available', expect.stringContaining(reason)]);
    expect(price.status).toBe('not available');
  });

  async function fileOf(text: string) {
    const path = join(folder, 'lists.json');
    await writeFile(path, text);
    return createListsFile(path);
  }
});

/** Closes of Flux, in 1e-8 USD by day. */
async function plantFlux(prices: Record<string, string>) {
  const lease = await leaseOf(bench.store, 'prices');
  const closes = Object.fromEntries(
    Object.entries(prices).map(([date, price_e8]) => [date, { price_e8, source: 'binance' as const }])
  );
  await bench.store.query('store_closes', { ...lease, closes, status: {}, now: bench.now() });
}
