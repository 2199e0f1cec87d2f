/** The price services: shapes, holes and refusals. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../index.ts';

const day = 86_400_000;

describe('daily prices', () => {
  it('of Binance begin with the listing, miss two days and end with an unfinished one', async () => {
    const first = await candles('limit=1000&startTime=0');
    expect([first.length, first[0]?.[0]]).toEqual([1_000, Date.UTC(2021, 11, 10)]);
    const recent = await candles('limit=1000');
    const missing = gaps(recent.map(([openMs]) => openMs));
    expect(missing).toEqual([today - 200 * day, today - 100 * day]);
    expect(recent.at(-1)?.[0]).toBe(today);
    expect(Number(recent.at(-1)?.[6])).toBeGreaterThan(now * 1000);
    expect(await candles(`startTime=${today - 3 * day}&endTime=${today - 2 * day}`)).toHaveLength(2);
  });

  it('of CoinGecko are those at the end of the day before, and go back 365 days', async () => {
    const chart = await chartOf(365);
    const points = new Map(chart.slice(0, -1));
    const closes = new Map((await candles('limit=1000')).map(([openMs, , , , close]) => [openMs, Number(close)]));
    for (const [ms, price] of points) {
      const close = closes.get(ms - day);
      if (close !== undefined) expect(Math.abs(price - close)).toBeLessThan(0.00006);
    }
    expect(points.has(today - 99 * day)).toBe(true);
    expect(points.has(today - 199 * day)).toBe(false);
    expect(points.size).toBe(364);
    const [lastMs, last] = chart.at(-1)!;
    expect(lastMs).toBeGreaterThan(now * 1000);
    expect(Math.abs(last - (await live()))).toBeLessThan(0.000001);
    const refused = await fetch(
      `${simulator.url}/coingecko/api/v3/coins/zelcash/market_chart?vs_currency=usd&days=366`
    );
    expect([refused.status, await refused.text()]).toEqual([401, expect.stringContaining('10012')]);
  });

  it('of CryptoCompare need a key', async () => {
    const ask = (headers: Record<string, string>) =>
      fetch(`${simulator.url}/cryptocompare/data/v2/histoday?fsym=FLUX&tsym=USD&limit=10`, { headers });
    expect((await ask({})).status).toBe(401);
    const { Data } = (await (await ask({ authorization: 'Apikey k' })).json()) as {
      Data: { Data: { time: number }[] };
    };
    expect(Data.Data.map(({ time }) => time * 1000)).toEqual(
      Array.from({ length: 11 }, (_, ago) => today - (10 - ago) * day)
    );
  });
});

describe('the live price', () => {
  it('is about the same everywhere, in four shapes', async () => {
    const get = async (path: string) => (await (await fetch(simulator.url + path)).json()) as never;
    const ticker: { price: string } = await get('/binance/api/v3/ticker/price?symbol=FLUXUSDT');
    const currency: { data: { rate: number } } = await get('/explorer/api/currency');
    expect(ticker.price).toMatch(/^0\.\d{8}$/);
    for (const price of [Number(ticker.price), currency.data.rate])
      expect(Math.abs(price - (await live()))).toBeLessThan(0.0001);
    expect(await get('/coingecko/api/v3/simple/price?ids=nothing&vs_currencies=usd')).toEqual({});
    expect(await get('/binance/api/v3/ticker/price?symbol=NOPE')).toEqual({ code: -1121, msg: 'Invalid symbol.' });
  });
});

describe('a pair that Binance no longer trades', () => {
  it('has its last price for ever, with its time, and no candles', async () => {
    const get = async (path: string) =>
      (await (await fetch(`${simulator.url}/binance/api/v3/${path}`)).json()) as never;
    const delistedAt = now - 40 * 86_400 - 7;
    simulator.prices({ delistedAt });
    const [last, day] = [await get('ticker/price?symbol=FLUXUSDT'), await get('ticker/24hr?symbol=FLUXUSDT')];
    simulator.setClock({ now: now + 3_600 });
    expect(await get('ticker/price?symbol=FLUXUSDT')).toEqual(last);
    expect(day).toMatchObject({ lastPrice: (last as { price: string }).price, closeTime: delistedAt * 1000, count: 0 });
    expect(await candles(`startTime=${today - 20 * 86_400_000}`)).toEqual([]);
    simulator.setClock({ now });
    simulator.prices({});
    expect(await get('ticker/24hr?symbol=FLUXUSDT')).toMatchObject({ closeTime: now * 1000 });
  });
});

describe('CryptoCompare over its limit', () => {
  it('says so with status 200', async () => {
    simulator.prices({ isOverTheLimit: true });
    const answer = await fetch(`${simulator.url}/cryptocompare/data/price?fsym=FLUX&tsyms=USD&api_key=k`);
    expect([answer.status, await answer.json()]).toMatchObject([200, { Response: 'Error', Type: 99, Data: {} }]);
    simulator.prices({});
  });
});

const now = 1795136400;
const today = now * 1000 - ((now * 1000) % day);
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ now, scale: 0.001, blockMs: 'manual', isClockFixed: true });
});

afterAll(() => simulator.close());

type Candle = [openMs: number, open: string, high: string, low: string, close: string, volume: string, closeMs: number];

async function candles(query: string): Promise<Candle[]> {
  const answer = await fetch(`${simulator.url}/binance/api/v3/klines?symbol=FLUXUSDT&interval=1d&${query}`);
  return (await answer.json()) as Candle[];
}

async function chartOf(days: number): Promise<[number, number][]> {
  const answer = await fetch(
    `${simulator.url}/coingecko/api/v3/coins/zelcash/market_chart?vs_currency=usd&days=${days}`
  );
  return ((await answer.json()) as { prices: [number, number][] }).prices;
}

async function live(): Promise<number> {
  const answer = await fetch(`${simulator.url}/coingecko/api/v3/simple/price?ids=zelcash&vs_currencies=usd`);
  return ((await answer.json()) as { zelcash: { usd: number } }).zelcash.usd;
}

function gaps(times: number[]): number[] {
  const known = new Set(times);
  const first = Math.min(...times);
  const last = Math.max(...times);
  return Array.from({ length: (last - first) / day + 1 }, (_, index) => first + index * day).filter(
    (time) => !known.has(time)
  );
}
