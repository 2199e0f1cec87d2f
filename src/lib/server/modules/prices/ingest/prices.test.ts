import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { leaseOf } from '../../../../../tests/support/factories.ts';
import { eachDay } from '../../../../domain/time/periods.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import { NotAsked } from '../../../platform/upstream/failures.ts';
import { openSqlite } from '../../../platform/store/sqlite/sqlite.ts';
import type { Store } from '../../../platform/store/store.ts';
import type { DailyPriceSource } from '../upstream/ports.ts';
import { createPriceSync } from './prices.ts';

const DAY = 86_400;
/** 2026-11-20 15:30:00 UTC. */
const START = 1_795_188_600;
const YESTERDAY = '2026-11-19';
const LONG_AGO = '2026-08-01';

let store: Store;
afterEach(() => store.close());

describe('closes', () => {
  it('of a lesser source are improved when the better one answers again, however old they are', async () => {
    const { prices, binance, sourceOf } = await setup();
    binance.isAway = true;
    await prices.sync();
    expect(await sourceOf(LONG_AGO)).toBe('coingecko');
    binance.isAway = false;
    await prices.sync();
    expect([await sourceOf(LONG_AGO), await sourceOf(YESTERDAY)]).toEqual(['binance', 'binance']);
  });
  it('of a lesser source that the better one does not have are asked for again once a day', async () => {
    const { prices, binance, coingecko, pass } = await setup();
    binance.without = new Set([LONG_AGO]);
    await prices.sync();
    const asksFor = async (times: number, seconds: number) => {
      binance.asked.length = 0;
      for (let run = 0; run < times; run += 1) {
        pass(seconds);
        await prices.sync();
      }
      return binance.asked.filter(({ start }) => start <= LONG_AGO).length;
    };
    coingecko.asked.length = 0;
    expect(await asksFor(200, 300)).toBe(0);
    expect(coingecko.asked).toEqual([]);
    expect(await asksFor(200, 300)).toBe(1);
    expect(await asksFor(200, 300)).toBe(1);
  });
  it('of the best source are not asked for again', async () => {
    const { prices, binance, coingecko, pass } = await setup();
    await prices.sync();
    binance.asked.length = 0;
    pass(300);
    await prices.sync();
    expect([binance.asked, coingecko.asked]).toEqual([[], []]);
  });
  it('that are imported stay, whatever other sources tell', async () => {
    const { prices, sourceOf, importClose } = await setup();
    await importClose(LONG_AGO);
    await prices.sync();
    expect(await sourceOf(LONG_AGO)).toBe('imported');
  });
  it('that only could be better fail no run, while missing ones that nobody tells do', async () => {
    const { prices, binance, coingecko, pass } = await setup();
    binance.isAway = true;
    await prices.sync();
    coingecko.isAway = true;
    await prices.sync();
    pass(DAY);
    await expect(prices.sync()).rejects.toThrow('away');
  });
});

describe('the live price', () => {
  it('is as old as its source says, not as the question', async () => {
    const { prices, told, pass } = await setup();
    pass(1_800);
    told.at = START + 300;
    await prices.sync();
    expect(await store.query('current_metric', { name: 'flux_price_usd' })).toMatchObject([{ as_of: START + 300 }]);
  });
  it('is not replaced by an older one of another source, unless its own time has not come', async () => {
    const { prices, told, pass } = await setup();
    pass(1_800);
    await prices.sync();
    Object.assign(told, { priceE8: 8_000_000n, at: START - 900 });
    await prices.sync();
    const current = () => store.query('current_metric', { name: 'flux_price_usd' });
    expect(await current()).toMatchObject([{ value: '"7000000"', as_of: START }]);
    pass(-1_800 - 3 * 3_600);
    told.at = START - 4 * 3_600;
    await prices.sync();
    expect(await current()).toMatchObject([{ value: '"8000000"', as_of: START - 4 * 3_600 }]);
  });
});

describe('a source that is spared', () => {
  it('fails no run: what is known stays, and is asked for when it may be asked again', async () => {
    const { prices, binance, coingecko, told, pass, sourceOf } = await setup();
    await prices.sync();
    pass(DAY);
    for (const source of [binance, coingecko, told]) source.isSpared = true;
    expect(await prices.sync()).toBe(false);
    expect(await store.query('current_metric', { name: 'flux_price_usd' })).toMatchObject([{ as_of: START }]);
    expect(await sourceOf('2026-11-20')).toBeUndefined();
    for (const source of [binance, coingecko, told]) source.isSpared = false;
    await prices.sync();
    expect(await sourceOf('2026-11-20')).toBe('binance');
  });
  it('hides no other that fails', async () => {
    const { prices, binance, coingecko, told } = await setup();
    told.isSpared = true;
    binance.isSpared = true;
    coingecko.isAway = true;
    await expect(prices.sync()).rejects.toThrow('away');
  });
});

interface FakeSource extends DailyPriceSource {
  isAway: boolean;
  isSpared: boolean;
  without: Set<string>;
  asked: { start: string; end: string }[];
}

/** Has a close for every day. */
function fakeSource(name: DailyPriceSource['name']): FakeSource {
  const source: FakeSource = {
    name,
    isAway: false,
    isSpared: false,
    without: new Set(),
    asked: [],
    closes(range) {
      source.asked.push(range);
      if (source.isSpared) return Promise.reject(new NotAsked(name, 'not asked'));
      if (source.isAway) return Promise.reject(new UpstreamError(name, 'away'));
      const days = eachDay(range.start, range.end).filter((date) => !source.without.has(date));
      return Promise.resolve(days.map((date) => ({ date, priceE8: 7_000_000n })));
    }
  };
  return source;
}

async function setup() {
  store = await openSqlite(':memory:');
  let now = START;
  const lease = await leaseOf(store, 'prices');
  const [binance, coingecko] = [fakeSource('binance'), fakeSource('coingecko')];
  const told = { priceE8: 7_000_000n, at: START, isSpared: false };
  const price = () =>
    told.isSpared
      ? Promise.reject(new NotAsked('coingecko', 'not asked'))
      : Promise.resolve({ priceE8: told.priceE8, at: told.at });
  const live = [{ name: 'coingecko' as const, price }];
  const sync = createPriceSync({
    store,
    prices: { daily: [binance, coingecko], live },
    now: () => now,
    elapsed: () => now,
    log: pino({ level: 'silent' })
  });
  const { signal } = new AbortController();
  return {
    binance,
    coingecko,
    told,
    prices: { sync: () => sync.sync({ lease, signal, progress: () => undefined }) },
    pass: (seconds: number) => void (now += seconds),
    sourceOf: async (date: string) => (await store.query('closes_in_range', { start: date, end: date }))[0]?.source,
    importClose: (date: string) =>
      store.query('store_closes', {
        ...lease,
        closes: { [date]: { price_e8: '1', source: 'imported' } },
        status: {},
        now
      })
  };
}
