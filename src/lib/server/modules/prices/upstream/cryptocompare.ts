/**
 * CryptoCompare, which answers 401 without a key: the live price and up to 2,000 days.
 *
 * Errors come with status 200 as well, as `{"Response":"Error"}`, that of a passed limit with `Type` 99 and how often
 * it was asked. The live price has no time: it is as old as it has been told unchanged. A row's time is the 00:00 UTC at which its day begins.
 */
import { z } from 'zod';
import { dateOf, daysBetween } from '../../../../domain/time/periods.ts';
import type { Complaint } from '../../../platform/upstream/answer.ts';
import type { Host } from '../../../platform/upstream/http.ts';
import type { DailyPriceSource, LivePriceSource } from './ports.ts';
import {
  closeField,
  createFirstSeen,
  finishedCloses,
  priceField,
  staleness,
  type PricePurpose
} from './price-fields.ts';

const SOURCE = 'cryptocompare';
const MAX_DAYS = 2000;

const livePrice = z.object({ USD: priceField });
const history = z.object({
  Response: z.literal('Success'),
  Data: z.object({
    Data: z.array(
      z
        .object({ time: z.int().positive(), close: closeField })
        .transform(({ time, close }) => ({ date: dateOf(time), price: close }))
    )
  })
});

export function createCryptocompare(host: Host, key: string, now: () => number): DailyPriceSource & LivePriceSource {
  const ask = <T>(
    path: string,
    schema: z.ZodType<T>,
    call: { purpose: PricePurpose; signal: AbortSignal; faultIn?: (value: T) => string | null }
  ) =>
    host.json(`/data/${path}`, {
      source: SOURCE,
      schema,
      complaintIn,
      ...call,
      headers: { authorization: `Apikey ${key}` }
    });
  const seen = createFirstSeen(now);

  return {
    name: SOURCE,
    async price(signal) {
      const faultIn = ({ USD }: z.infer<typeof livePrice>) => staleness(seen(USD), now());
      return seen((await ask('price?fsym=FLUX&tsyms=USD', livePrice, { purpose: 'live', signal, faultIn })).USD);
    },
    async closes({ start, end }, signal) {
      const today = dateOf(now());
      const limit = Math.min(MAX_DAYS, Math.max(1, daysBetween(start, today)));
      const path = `v2/histoday?fsym=FLUX&tsym=USD&limit=${limit}`;
      const { Data } = await ask(path, history, { purpose: 'closes', signal });
      return finishedCloses(Data.Data, { start, end, today });
    }
  };
}

const OVER_THE_LIMIT = 99;
/** How long each window of a limit lasts, shortest first; beyond an hour nobody is left alone at once. */
const windows = [
  ['second', 1_000],
  ['minute', 60_000],
  ['hour', 3_600_000],
  ['day', 3_600_000],
  ['month', 3_600_000]
] as const;
const DEFAULT_WAIT_MS = 60_000;

const calls = z.record(z.string(), z.number()).optional().catch(undefined);
const refused = z.object({
  Response: z.literal('Error'),
  Message: z.string().catch('no message'),
  Type: z.number().optional().catch(undefined),
  RateLimit: z.object({ calls_made: calls, max_calls: calls }).optional().catch(undefined)
});

function complaintIn(body: unknown): Complaint | null {
  const error = refused.safeParse(body).data;
  if (error === undefined) return null;
  const { Message: words, Type, RateLimit } = error;
  if (Type !== OVER_THE_LIMIT) return { words, waitMs: null };
  const { calls_made: made = {}, max_calls: most = {} } = RateLimit ?? {};
  const isPassed = (name: string) => (made[name] ?? 0) >= (most[name] ?? Infinity);
  return { words, waitMs: windows.findLast(([name]) => isPassed(name))?.[1] ?? DEFAULT_WAIT_MS };
}
