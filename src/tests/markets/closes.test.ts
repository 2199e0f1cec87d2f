/** Closes of a bitcoin as the simulated services tell them: uneven history, holes, outages. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Clock, dayOf } from '../../../simulator/clock.ts';
import { BitcoinMarket } from '../../../simulator/markets/bitcoin-market.ts';
import { hashText } from '../../../simulator/random.ts';
import { addDays, dateOf } from '../../lib/domain/time/periods.ts';
import { readIndicators } from '../../lib/server/modules/markets/read/indicators.ts';
import { START, startMarket, type MarketBench } from './harness.ts';

const DAY = 86_400;
const TODAY = '2026-11-20';
const YESTERDAY = '2026-11-19';

let bench: MarketBench;
beforeEach(async () => {
  bench = await startMarket();
});
afterEach(() => bench.close());

describe('closes', () => {
  it('are the prices at the ends of days, of the history and then of candles', async () => {
    await bench.syncCloses();
    const [usd, truth] = [await closesOf('USD'), truthOf()];
    // Rounded to whole dollars by the history, exact by candles.
    for (const ago of [1, 2, 100, 1_000, 3_000]) {
      const date = addDays(TODAY, -ago);
      const close = truth.closeOf(dayOf(START) - ago, 'USD') ?? 0;
      expect(Math.abs(Number(usd.get(date)?.price_e8) / 1e8 - close)).toBeLessThanOrEqual(0.5);
    }
    expect(usd.get(addDays(TODAY, -40))).toMatchObject({ source: 'binance' });
    expect(usd.get(addDays(TODAY, -41))).toMatchObject({ source: 'mempool' });
    expect(usd.has(TODAY)).toBe(false);
  });

  it('of the weeks in the oldest part are those of the ends of weeks, one in seven days', async () => {
    await bench.syncCloses();
    const [usd, truth] = [await closesOf('USD'), truthOf()];
    const old = [...usd].filter(([date]) => date < '2017-08-01');
    const apart = old.slice(1).map(([date], at) => Date.parse(date) - Date.parse(old[at]![0]));
    expect(new Set(apart)).toEqual(new Set([7 * DAY * 1_000]));
    for (const [date, { price_e8 }] of old.slice(50, 60)) {
      const close = truth.closeOf(dayOf(Date.parse(date) / 1_000), 'USD') ?? 0;
      expect(Math.abs(Number(price_e8) / 1e8 - close)).toBeLessThanOrEqual(0.5);
    }
  });

  it('that nobody told are named as gaps and never made up', async () => {
    await bench.syncCloses();
    const { history } = await readIndicators(bench.context, { query: {} });
    const dark = dateOf(START - 300 * DAY);
    expect(history.gaps.filter(({ start }) => start > '2017-09-01')).toEqual([{ start: dark, end: dark, days: 1 }]);
    expect((await closesOf('USD')).has(dark)).toBe(false);
    const jpy = [...(await closesOf('JPY')).keys()];
    expect(jpy[0]! > '2014-11-01').toBe(true);
  });

  it('ask for the whole history once a day at most, and for a new day by itself', async () => {
    await bench.syncCloses();
    const asked = () => bench.simulator.requests().hosts.mempool?.requests ?? 0;
    expect(asked()).toBe(1);
    bench.pass(300);
    expect(await bench.syncCloses()).toEqual({ stored: 0, away: [] });
    expect(asked()).toBe(1);
    // Past midnight, but not a day later: the new day alone.
    bench.pass(9 * 3_600);
    expect((await bench.syncCloses()).stored).toBe(3);
    expect(asked()).toBe(2);
    expect((await closesOf('EUR')).has(TODAY)).toBe(true);
  });

  it('are those of candles while the history is away, and the other way round', async () => {
    bench.simulator.faults({ source: 'mempool', kinds: ['down'] });
    const first = await bench.syncCloses();
    expect(first.away).toEqual(['mempool']);
    expect((await closesOf('USD')).get(YESTERDAY)).toMatchObject({ source: 'binance' });
    bench.simulator.clearFaults();
    bench.simulator.faults({ source: 'binance', kinds: ['down'] });
    bench.pass(DAY);
    const second = await bench.syncCloses();
    expect(second.away).toEqual(['binance']);
    expect([...(await closesOf('USD')).keys()][0]! < '2011-01-01').toBe(true);
  });

  it('are kept when every source is away, which fails no run and is no problem of the product', async () => {
    await bench.syncCloses();
    const before = await closesOf('USD');
    bench.simulator.faults({ source: '*', kinds: ['down'] });
    bench.pass(2 * DAY);
    expect((await bench.syncCloses()).away).toEqual(['mempool', 'binance']);
    expect(await closesOf('USD')).toEqual(before);
    const failing = bench.sources().filter(({ ok }) => !ok);
    expect(failing.map(({ name, isOptional }) => [name, isOptional])).toEqual([
      ['binance-markets', true],
      ['mempool-prices', true]
    ]);
    const answer = await readIndicators(bench.context, { query: {} });
    expect([answer.status, answer.stale]).toEqual(['ok', true]);
  });
});

describe('the live price', () => {
  it('is that of the first source that says of when it is', async () => {
    expect(await bench.syncLive()).toBe('mempool');
    const prices = await bench.store.query('market_prices_of', { asset: 'BTC' });
    expect(prices.map(({ currency, as_of }) => [currency, as_of])).toEqual([
      ['EUR', START - 90],
      ['JPY', START - 90],
      ['USD', START - 90]
    ]);
    bench.simulator.faults({ source: 'mempool', kinds: ['garbage'] });
    expect(await bench.syncLive()).toBe('coingecko');
    bench.simulator.faults({ source: 'coingecko', kinds: ['garbage'] });
    expect(await bench.syncLive()).toBe('binance');
    bench.simulator.faults({ source: 'binance', kinds: ['down'] });
    expect(await bench.syncLive()).toBeNull();
  });
});

async function closesOf(currency: string) {
  const rows = await bench.store.query('market_closes_of', { asset: 'BTC', currency });
  return new Map(rows.map((row) => [row.date, row]));
}

/** The simulator's own prices. */
function truthOf(): BitcoinMarket {
  return new BitcoinMarket(hashText('seed 1'), new Clock(START, true));
}
