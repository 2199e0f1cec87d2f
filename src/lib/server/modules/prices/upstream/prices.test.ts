import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, startOfDate } from '../../../../domain/time/periods.ts';
import { NOW, startPrices as setup, TODAY } from '../../../../../tests/support/scripted-prices.ts';

describe('daily closes', () => {
  it('are read from Binance page by page, without today’s unfinished candle', async () => {
    const start = '2021-12-10';
    const { closes, server } = await setup((path) => {
      const { searchParams } = new URL(path, 'http://x');
      const from = Number(searchParams.get('startTime')) / 1000;
      const to = Math.min(Number(searchParams.get('endTime')) / 1000, startOfDate(TODAY));
      const days = Array.from({ length: 1000 }, (_, day) => from + day * 86_400).filter((time) => time <= to);
      return days.map((time) => candle(time, '0.07110000'));
    });
    const found = await closes('binance', { start, end: TODAY });
    expect(found).toHaveLength((startOfDate(TODAY) - startOfDate(start)) / 86_400);
    expect(found[0]).toEqual({ date: start, priceE8: 7_110_000n });
    expect(found.at(-1)?.date).toBe('2026-11-19');
    expect(server.asked).toHaveLength(2);
  });
  it('leave a day out that Binance does not know or calls 0', async () => {
    const { closes } = await setup(() => [
      candle(startOfDate('2026-11-10'), '0.07'),
      candle(startOfDate('2026-11-12'), '0')
    ]);
    expect(await closes('binance', { start: '2026-11-10', end: '2026-11-13' })).toEqual([
      { date: '2026-11-10', priceE8: 7_000_000n }
    ]);
  });
  it('are CoinGecko’s points at midnight, each the close of the day before, without the point of now', async () => {
    const midnight = startOfDate('2026-11-19');
    const { closes, server } = await setup(() => ({
      prices: [
        [(midnight - 86_400) * 1000, 0.07],
        [(midnight - 3_600) * 1000, 9],
        [midnight * 1000 + 42, 0.071_234_567_89],
        [(midnight + 86_400) * 1000, 0.072],
        [NOW * 1000, 0.08]
      ]
    }));
    expect(await closes('coingecko', { start: '2026-11-01', end: TODAY })).toEqual([
      { date: '2026-11-17', priceE8: 7_000_000n },
      { date: '2026-11-18', priceE8: 7_123_457n },
      { date: '2026-11-19', priceE8: 7_200_000n }
    ]);
    expect(server.asked[0]?.path).toBe('/api/v3/coins/zelcash/market_chart?vs_currency=usd&days=91');
  });
  it('leave a day out whose price is null, and keep the others', async () => {
    const midnight = startOfDate('2026-11-19');
    const { closes } = await setup((path) =>
      path.includes('market_chart')
        ? {
            prices: [
              [midnight * 1000, null],
              [(midnight + 86_400) * 1000, 0.072],
              [NOW * 1000, 0.08]
            ]
          }
        : [candle(midnight - 86_400, null), candle(midnight, '0.071')]
    );
    const range = { start: '2026-11-01', end: TODAY };
    expect(await closes('coingecko', range)).toEqual([{ date: '2026-11-19', priceE8: 7_200_000n }]);
    expect(await closes('binance', range)).toEqual([{ date: '2026-11-19', priceE8: 7_100_000n }]);
  });
  it('do not take the point of now for a close in the minutes after midnight', async () => {
    const midnight = startOfDate(TODAY);
    const { closes } = await setup(() => ({
      prices: [
        [(midnight - 86_400) * 1000, 0.07],
        [(midnight + 60) * 1000, 0.08]
      ]
    }));
    expect(await closes('coingecko', { start: '2026-11-01', end: TODAY })).toEqual([
      { date: '2026-11-18', priceE8: 7_000_000n }
    ]);
  });
  it('are asked of CoinGecko for 91 to 365 days, and not at all where it has none', async () => {
    const { closes, server } = await setup(() => ({ prices: [] }));
    await closes('coingecko', { start: '2022-01-01', end: '2026-11-19' });
    await closes('coingecko', { start: addDays(TODAY, -200), end: '2026-11-19' });
    expect(server.asked.map(({ path }) => path.split('days=')[1])).toEqual(['365', '201']);
    expect(await closes('coingecko', { start: '2022-01-01', end: '2022-02-01' })).toEqual([]);
    expect(server.asked).toHaveLength(2);
  });
  it('are read from CryptoCompare with the key', async () => {
    const rows = [
      { time: startOfDate('2026-11-18'), close: 0.07 },
      { time: startOfDate('2026-11-19'), close: 0 },
      { time: startOfDate(TODAY), close: 0.09 }
    ];
    const { closes, server } = await setup(() => ({ Response: 'Success', Data: { Data: rows } }));
    expect(await closes('cryptocompare', { start: '2026-11-18', end: TODAY })).toEqual([
      { date: '2026-11-18', priceE8: 7_000_000n }
    ]);
    expect(server.asked[0]).toMatchObject({
      path: '/data/v2/histoday?fsym=FLUX&tsym=USD&limit=2',
      headers: { authorization: 'Apikey key-of-tests' }
    });
  });
  it('stay inside the asked range and before today, once a day and in order, whatever a service sends', async () => {
    const { server, closes, answerWith } = await setupMutable();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: -40, max: 5 }), { maxLength: 30 }), async (offsets) => {
        answerWith(offsets.map((offset) => candle(startOfDate(TODAY) + offset * 86_400, '0.07')));
        const range = { start: addDays(TODAY, -20), end: addDays(TODAY, 2) };
        const dates = (await closes('binance', range)).map(({ date }) => date);
        expect(dates).toEqual([...new Set(dates)].sort());
        expect(dates.every((date) => date >= range.start && date < TODAY)).toBe(true);
        const wanted = new Set(offsets.filter((offset) => offset >= -20 && offset < 0));
        expect(dates).toHaveLength(wanted.size);
      }),
      { numRuns: 50 }
    );
    expect(server.asked.length).toBeGreaterThan(0);
  });
});

const candle = (time: number, close: string | null) => [
  time * 1000,
  '0.1',
  '0.2',
  '0.05',
  close,
  '10.0',
  (time + 86_400) * 1000 - 1,
  '1.0',
  9,
  '1.0',
  '1.0',
  '0'
];

async function setupMutable() {
  let body: unknown = [];
  const started = await setup(() => body);
  return { ...started, answerWith: (next: unknown) => void (body = next) };
}
