/**
 * What coinbases paid to an address, from Blockbook's index: whole transactions, newest first, 1,000 a page.
 *
 * A transaction is a coinbase by its input, which says so; a shielded one has none and pays no reward.
 */
import { z } from 'zod';
import { blockTimeField, heightField } from '../../../chains/flux/transaction-fields.ts';
import type { Host } from '../../../platform/upstream/http.ts';

const SOURCE = 'blockbook';
const PAGE_SIZE = 1_000;

export interface Earned {
  height: number;
  /** Unix seconds of the block. */
  time: number;
  /** Paid to the address. */
  sat: bigint;
}

export interface EarnedPage {
  earned: Earned[];
  /** The lowest height that the page tells of; null: it is empty. */
  lowest: number | null;
  isLast: boolean;
}

export interface EarningsIndex {
  /** How far the index has come. */
  best(signal: AbortSignal): Promise<number>;
  /** Pages count from 1. Throws UpstreamError for an answer about something else. */
  page(asked: { address: string; from: number; to: number; page: number }, signal: AbortSignal): Promise<EarnedPage>;
}

const status = z.object({ blockbook: z.object({ bestHeight: heightField }) });
const transaction = z.object({
  blockHeight: heightField,
  blockTime: blockTimeField,
  vin: z.array(z.object({ coinbase: z.string().nullish() })).nullish(),
  vout: z.array(z.object({ value: z.string().regex(/^\d+$/), addresses: z.array(z.string()).nullish() }))
});

export function createEarningsIndex(host: Host): EarningsIndex {
  const pageOf = (address: string) =>
    z.object({
      page: z.int().positive(),
      itemsOnPage: z.int().positive(),
      address: z.literal(address),
      transactions: z.array(transaction).nullish()
    });
  return {
    best: async (signal) =>
      (await host.json('/api/v2', { source: SOURCE, schema: status, signal })).blockbook.bestHeight,
    async page({ address, from, to, page }, signal) {
      const query = `details=txs&pageSize=${PAGE_SIZE}&page=${page}&from=${from}&to=${to}`;
      const told = await host.json(`/api/v2/address/${address}?${query}`, {
        source: SOURCE,
        schema: pageOf(address),
        signal
      });
      const rows = (told.transactions ?? []).filter(({ blockHeight }) => blockHeight >= from && blockHeight <= to);
      // A page past the end is answered with the last one.
      if (told.page !== page || rows.length === 0) return { earned: [], lowest: null, isLast: true };
      return {
        earned: rows.flatMap(({ blockHeight, blockTime, vin, vout }) => {
          if (typeof vin?.[0]?.coinbase !== 'string') return [];
          const own = vout.filter(({ addresses }) => addresses?.[0] === address);
          const sat = own.reduce((sum, { value }) => sum + BigInt(value), 0n);
          return sat > 0n ? [{ height: blockHeight, time: blockTime, sat }] : [];
        }),
        lowest: Math.min(...rows.map(({ blockHeight }) => blockHeight)),
        isLast: rows.length < told.itemsOnPage
      };
    }
  };
}
