/**
 * Binance: a pair such as FLUXUSDT (a dollar taken as one USDT; daily candles of FLUX since 2021-12-10).
 *
 * A candle opens at 00:00 UTC; today's is unfinished and its close is only the price now. At most 1,000 candles an
 * answer, oldest first, so a long range is read page by page; days without a candle are simply missing.
 *
 * The live price is asked with the statistics of a day, because they alone tell its time: of a pair that is no longer
 * traded the plain ticker goes on answering the last price.
 */
import { z } from 'zod';
import { addDays, dateOf, startOfDate } from '../../../../domain/time/periods.ts';
import type { Complaint } from '../../../platform/upstream/answer.ts';
import type { Host } from '../../../platform/upstream/http.ts';
import type { DailyPriceSource, LivePriceSource } from './ports.ts';
import { closeField, finishedCloses, priceField, staleness, type PricePurpose } from './price-fields.ts';

const NAME = 'binance';
const PAGE = 1000;

const tickerOf = (symbol: string) =>
  z
    .object({
      symbol: z.literal(symbol),
      lastPrice: priceField,
      closeTime: z.int().positive(),
      /** Trades in these 24 hours. */
      count: z.int().nonnegative().optional()
    })
    .transform(({ lastPrice, closeTime, count }) => ({
      priceE8: lastPrice,
      at: Math.floor(closeTime / 1000),
      isTraded: count !== 0
    }));
const openTimeMs = z.int().positive().multipleOf(86_400_000);
const anything = z.unknown();
/** [openTime, open, high, low, close, …] */
const candles = z.array(
  z
    .tuple([openTimeMs, anything, anything, anything, closeField], anything)
    .transform(([openMs, , , , price]) => ({ date: dateOf(openMs / 1000), price }))
);

/** By default FLUX; another pair under a source of its own. */
export function createBinance(
  host: Host,
  now: () => number,
  { source, symbol }: { source: string; symbol: string } = { source: NAME, symbol: 'FLUXUSDT' }
): DailyPriceSource & LivePriceSource {
  const ticker = tickerOf(symbol);
  const ask = <T>(
    path: string,
    schema: z.ZodType<T>,
    call: { purpose: PricePurpose; signal: AbortSignal; faultIn?: (value: T) => string | null }
  ) => host.json(`/api/v3/${path}`, { source, schema, complaintIn, ...call });

  return {
    name: NAME,
    async price(signal) {
      const { priceE8, at } = await ask(`ticker/24hr?symbol=${symbol}`, ticker, {
        purpose: 'live',
        signal,
        faultIn: (told) => (told.isTraded ? staleness(told, now()) : `${symbol} was not traded for 24 hours`)
      });
      return { priceE8, at };
    },
    async closes({ start, end }, signal) {
      const days: z.infer<typeof candles> = [];
      for (let from: string | null = start; from !== null && from <= end;) {
        const times = `startTime=${startOfDate(from) * 1000}&endTime=${startOfDate(end) * 1000}`;
        const page: z.infer<typeof candles> = await ask(
          `klines?symbol=${symbol}&interval=1d&limit=${PAGE}&${times}`,
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

const refused = z.object({ code: z.int().negative(), msg: z.string() });
/** Too many requests, too many orders: limits are per minute. */
const LIMIT_CODES = new Set([-1003, -1015]);

function complaintIn(body: unknown): Complaint | null {
  const { code, msg } = refused.safeParse(body).data ?? {};
  if (code === undefined || msg === undefined) return null;
  return { words: msg, waitMs: LIMIT_CODES.has(code) ? 60_000 : null };
}
