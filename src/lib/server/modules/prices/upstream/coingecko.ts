/**
 * CoinGecko without a key: the live price and the last 365 days.
 *
 * A point of its chart is the price at that moment; the one at 00:00 UTC is therefore the close of the day before. Points
 * are daily only for more than 90 days asked, and the last point is "now". An unknown coin is answered with `{}`.
 */
import { z } from 'zod';
import { addDays, dateOf, daysBetween, SECONDS_PER_DAY, startOfDate } from '../../../../domain/time/periods.ts';
import type { Complaint } from '../../../platform/upstream/answer.ts';
import type { Host } from '../../../platform/upstream/http.ts';
import type { DailyPriceSource, LivePriceSource } from './ports.ts';
import { closeField, finishedCloses, priceField, staleness } from './price-fields.ts';

const SOURCE = 'coingecko';
const COIN = 'zelcash';
const MIN_DAYS = 91;
const MAX_DAYS = 365;
/** Points are stamped at midnight or moments after it. */
const MIDNIGHT_TOLERANCE_SECONDS = 300;

const livePrice = z
  .object({ [COIN]: z.object({ usd: priceField, last_updated_at: z.int().positive() }) })
  .transform(({ [COIN]: { usd, last_updated_at } }) => ({ priceE8: usd, at: last_updated_at }));
const chart = z.object({ prices: z.array(z.tuple([z.number().positive(), closeField])) });

export function createCoingecko(host: Host, now: () => number): DailyPriceSource & LivePriceSource {
  return {
    name: SOURCE,
    price(signal) {
      const path = `/api/v3/simple/price?ids=${COIN}&vs_currencies=usd&include_last_updated_at=true`;
      const call = { source: SOURCE, purpose: 'live', schema: livePrice, complaintIn, signal } as const;
      return host.json(path, { ...call, faultIn: (told) => staleness(told, now()) });
    },
    async closes({ start, end }, signal) {
      const today = dateOf(now());
      // The close of `start` is the point at the midnight after it; one day more, because the window begins mid-day.
      const days = Math.min(MAX_DAYS, Math.max(MIN_DAYS, daysBetween(start, today) + 1));
      if (end < addDays(today, -days)) return [];
      const path = `/api/v3/coins/${COIN}/market_chart?vs_currency=usd&days=${days}`;
      const { prices } = await host.json(path, {
        source: SOURCE,
        purpose: 'closes',
        schema: chart,
        complaintIn,
        signal
      });
      const closes = prices.slice(0, -1).flatMap(([ms, price]) => {
        const seconds = Math.floor(ms / 1000);
        const date = dateOf(seconds);
        const isMidnight = seconds - startOfDate(date) <= MIDNIGHT_TOLERANCE_SECONDS;
        return isMidnight ? [{ date: dateOf(seconds - SECONDS_PER_DAY), price }] : [];
      });
      return finishedCloses(closes, { start, end, today });
    }
  };
}

/** As the service complains with status 200: plainly, or with a status of its own. */
const refused = z.object({
  status: z.object({ error_code: z.int(), error_message: z.string().nullish() }).optional(),
  error: z.string().optional()
});

export function complaintIn(body: unknown): Complaint | null {
  const { status, error } = refused.safeParse(body).data ?? {};
  if (status === undefined) return error === undefined ? null : { words: error, waitMs: null };
  const words = status.error_message ?? `error ${status.error_code}`;
  return { words, waitMs: status.error_code === 429 ? 60_000 : null };
}
