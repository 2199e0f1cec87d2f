/** What every reading function is given; made once per process. */
import type { Documents } from '../../../platform/store/documents/document.ts';
import { ledgerStatus } from '../../../platform/store/documents/ledger-status.ts';
import { readStatus } from '../../../platform/store/documents/sync-status.ts';
import type { Statements } from '../../../platform/store/store.ts';
import { createKindLookup, type KindLookup } from './kind-places.ts';
import { createLedgerCounts, type LedgerCounts } from './ledger-counts.ts';
import { createLedgerRows, type LedgerRows } from './ledger-rows.ts';
import type { ReadOptions } from './options.ts';
import { createPaymentLookup, type PaymentLookup } from './payment-lookup.ts';
import { createRecent } from './recent.ts';
import { createSearchCounts, type SearchCounts } from './search-counts.ts';

export interface ReadContext extends ReadOptions {
  ledgerStatus: () => Promise<Documents<typeof ledgerStatus>>;
  syncCursors: () => Promise<Statements['sync_cursors']['row'][]>;
  /** The day of the oldest payment; null = there is none. */
  firstPaymentDay: () => Promise<string | null>;
  paymentOf: PaymentLookup;
  ledger: LedgerCounts;
  ledgerRows: LedgerRows;
  searchCounts: SearchCounts;
  /** Totals and places of payments by day, source and kind of app. */
  kinds: KindLookup;
}

export function createContext(options: ReadOptions): ReadContext {
  const { store } = options;
  return {
    ...options,
    ledgerStatus: createRecent(options, () => readStatus(store, ledgerStatus)),
    syncCursors: createRecent(options, () => store.query('sync_cursors', {})),
    firstPaymentDay: createRecent(options, async () => (await store.query('first_payment_day', {}))[0]?.date ?? null),
    paymentOf: createPaymentLookup(store),
    ledger: createLedgerCounts(options),
    ledgerRows: createLedgerRows(options),
    searchCounts: createSearchCounts(options),
    kinds: createKindLookup(options)
  };
}
