/**
 * The payments of a page, cut from blocks of rows that stand side by side: visitors on pages near each other, and whoever
 * leafs through them, share what was read for the first. SQLite keeps the pages of its file so by itself; a database
 * behind a network is asked again each time.
 *
 * Blocks overlap, so that a page is cut from one: of two that were read at different moments it could show a payment twice.
 */
import type { Source } from '../../../../contract/ledger/revenue.ts';
import { payers, perPayer } from '../../../../domain/payments/payers.ts';
import type { ShownPaymentRow } from '../statements-read.ts';
import type { ReadOptions } from './options.ts';
import { HIGHEST_KEY, type Place } from './ledger-counts.ts';
import { createRecentByKey } from './recent.ts';

/** A block begins at each multiple and is twice as long. Larger pages are read as they are. */
const STEP = 100;
/** About 12 MiB in all. */
const NEWEST = { max: 16 };
/** Below the newest range little changes, and nothing moves. */
const OLDER = { max: 80, maxAgeSeconds: 10 };

export interface LedgerRows {
  /** `limit` payments of the sources from a place on, newest first. */
  from(place: Place, sources: readonly Source[], limit: number): Promise<ShownPaymentRow[]>;
}

export function createLedgerRows(options: ReadOptions): LedgerRows {
  const newest = createRecentByKey<ShownPaymentRow[]>(options, NEWEST);
  const older = createRecentByKey<ShownPaymentRow[]>(options, OLDER);

  const read = (beforeKey: bigint, sources: readonly Source[], skip: number, limit: number) => {
    const where = { before_key: String(beforeKey), skip, limit };
    return payers.every((payer) => sources.includes(payer))
      ? options.store.query('get_transactions_paginated', where)
      : options.store.query('transactions_of_sources', {
          ...where,
          ...perPayer((payer): 0 | 1 => (sources.includes(payer) ? 1 : 0))
        });
  };

  return {
    async from({ total, beforeKey, skip }, sources, limit) {
      if (limit > STEP) return read(beforeKey, sources, skip, limit);
      const start = skip - (skip % STEP);
      const recent = beforeKey === HIGHEST_KEY ? newest : older;
      // Counts and rows belong together: with another total, what stands where may be another too.
      const key = `${sources.toSorted().join()} ${total} ${beforeKey} ${start}`;
      const block = await recent(key, () => read(beforeKey, sources, start, 2 * STEP));
      return block.slice(skip - start, skip - start + limit);
    }
  };
}
