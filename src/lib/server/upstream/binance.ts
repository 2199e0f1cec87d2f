/**
 * Binance: FLUXUSDT (a dollar taken as one USDT), daily candles since 2021-12-10.
 *
 * A candle opens at 00:00 UTC; today's is unfinished and its close is only the price now. At most 1,000 candles an
 * answer, oldest first, so a long range is read page by page; days without a candle are simply missing.
 */
import { z } from 'zod';
import { addDays, dateOf, startOfDate } from '../../domain/periods.ts';
import type { Host } from './http.ts';
import type { DailyPriceSource, LivePriceSource } from './ports.ts';
import { closeField, finishedCloses, priceField, type PricePurpose } from './price-fields.ts';

const SOURCE = 'binance';
const SYMBOL = 'FLUXUSDT';
const PAGE = 1000;

const ticker = z.object({ symbol: z.literal(SYMBOL), price: priceField });
const openTimeMs = z.int().positive().multipleOf(86_400_000);
const anything = z.unknown();
/** [openTime, open, high, low, close, …] */
const candles = z.array(
  z
    .tuple([openTimeMs, anything, anything, anything, closeField], anything)
    .transform(([openMs, , , , price]) => ({ date: dateOf(openMs / 1000), price }))
);

export function createBinance(host: Host, now: () => number): DailyPriceSource & LivePriceSource {
  const ask = <T>(path: string, schema: z.ZodType<T>, call: { purpose: PricePurpose; signal: AbortSignal }) =>
    host.json(`/api/v3/${path}`, { source: SOURCE, schema, ...call });

  return {
    name: SOURCE,
    async price(signal) {
      return (await ask(`ticker/price?symbol=${SYMBOL}`, ticker, { purpose: 'live', signal })).price;
    },
    async closes({ start, end }, signal) {
      const days: z.infer<typeof candles> = [];
      for (let from: string | null = start; from !== null && from <= end;) {
        const times = `startTime=${startOfDate(from) * 1000}&endTime=${startOfDate(end) * 1000}`;
        const page: z.infer<typeof candles> = await ask(
          `klines?symbol=${SYMBOL}&interval=1d&limit=${PAGE}&${times}`,
          candles,
          { purpose: 'closes', signal }
        );
        days.push(...page);
        const last = page.at(-1)?.date;
        from = page.length < PAGE || last === undefined || last < from ? null : addDays(last, 1);
      }
      return finishedCloses(days, { start, end, today: dateOf(now()) });
    }
  };
}
