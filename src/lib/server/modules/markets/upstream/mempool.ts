/**
 * Prices and addresses by the public REST of mempool.space, or of the operator's own mempool.
 *
 * What is not known is -1 there, and 0 in some old rows. The whole history is megabytes, newest first, and read as it comes;
 * one row is asked for by the second after its moment, because the service answers what lies strictly before.
 */
import { z } from 'zod';
import type { Host } from '../../../platform/upstream/http.ts';
import { readRows } from '../../../platform/upstream/document.ts';
import { closeField, staleness } from '../../prices/module.ts';
import type { AddressBalances, HistoryRow, LivePrices, PriceHistory } from './ports.ts';

export const MEMPOOL_SOURCE = 'mempool-prices';
export const ADDRESS_SOURCE = 'mempool-addresses';

/** What lies beyond is in another unit. */
const YEAR_2100 = 4_102_444_800;

const price = closeField.optional().transform((told) => told ?? null);
const row = z
  .object({ time: z.int().min(0).max(YEAR_2100), USD: price, EUR: price, JPY: price })
  .transform(({ time, ...prices }): HistoryRow => ({ time, prices }));
const rows = z.object({ prices: z.array(row) });
const count = z.int().nonnegative();
const balance = z.object({
  address: z.string(),
  chain_stats: z.object({ funded_txo_sum: count, spent_txo_sum: count })
});

export function createMempoolHistory(host: Host): PriceHistory {
  return {
    all: (signal) =>
      host.document('/api/v1/historical-price', {
        source: MEMPOOL_SOURCE,
        purpose: 'history',
        timeFactor: 4,
        signal,
        read: (chunks, readSignal) =>
          readRows(chunks, {
            source: MEMPOOL_SOURCE,
            signal: readSignal,
            list: 'prices',
            what: 'prices',
            read: (told) => row.safeParse(told).data ?? null
          })
      }),
    async at(seconds, signal) {
      const path = `/api/v1/historical-price?timestamp=${seconds + 1}`;
      const call = { source: MEMPOOL_SOURCE, purpose: 'close', schema: rows, signal };
      return (await host.json(path, call)).prices[0] ?? null;
    }
  };
}

export function createMempoolPrices(host: Host, now: () => number): LivePrices {
  return {
    name: 'mempool',
    async prices(signal) {
      const { time, prices } = await host.json('/api/v1/prices', {
        source: MEMPOOL_SOURCE,
        purpose: 'live',
        schema: row,
        signal,
        faultIn: (told) => faultIn(told, now())
      });
      return { at: time, prices };
    }
  };
}

function faultIn({ time, prices }: HistoryRow, now: number): string | null {
  if (prices.USD === null) return 'it does not know the price';
  return time === 0 ? 'it does not say of when its price is' : staleness({ priceE8: prices.USD, at: time }, now);
}

/** Esplora's address index, as every mempool passes it on. */
export function createMempoolBalances(host: Host): AddressBalances {
  return {
    name: 'mempool',
    async balanceSat(address, signal) {
      const { chain_stats } = await host.json(`/api/address/${address}`, {
        source: ADDRESS_SOURCE,
        schema: balance,
        signal,
        faultIn: (told) => (told.address === address ? null : 'it answered about another address')
      });
      return BigInt(chain_stats.funded_txo_sum) - BigInt(chain_stats.spent_txo_sum);
    }
  };
}
