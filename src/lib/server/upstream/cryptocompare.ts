/**
 * CryptoCompare, which answers 401 without a key: the live price and up to 2,000 days.
 *
 * Errors come with status 200 as well, as `{"Response":"Error"}`; a row's time is the 00:00 UTC at which its day begins.
 */
import { z } from 'zod';
import { dateOf, daysBetween } from '../../domain/periods.ts';
import type { Host } from './http.ts';
import type { DailyPriceSource, LivePriceSource } from './ports.ts';
import { closeField, finishedCloses, priceField, type PricePurpose } from './price-fields.ts';

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
  const ask = <T>(path: string, schema: z.ZodType<T>, call: { purpose: PricePurpose; signal: AbortSignal }) =>
    host.json(`/data/${path}`, { source: SOURCE, schema, ...call, headers: { authorization: `Apikey ${key}` } });

  return {
    name: SOURCE,
    async price(signal) {
      return (await ask('price?fsym=FLUX&tsyms=USD', livePrice, { purpose: 'live', signal })).USD;
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
