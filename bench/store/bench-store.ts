/** A store on a file or, by URL and key, on a Supabase project, with the lease and the empty parts that a write of payments takes. */
import { keySet, type PaymentRow } from '../../src/lib/server/platform/store/rows.ts';
import { openSqlite } from '../../src/lib/server/platform/store/sqlite/sqlite.ts';
import { openSupabase } from '../../src/lib/server/platform/store/postgres/supabase.ts';
import type { StorePaymentsArgs } from '../../src/lib/server/modules/ledger/statements-ingest.ts';
import type { Store } from '../../src/lib/server/platform/store/store.ts';
import { TRACKED, type Batch } from './ledger.ts';

export interface BenchStore {
  store: Store;
  lease: { lease: string; fence: number };
  write: (batch: Batch, more?: Partial<StorePaymentsArgs>) => Promise<void>;
}

export async function openBenchStore(path: string, serviceKey = ''): Promise<BenchStore> {
  const isProject = path.startsWith('http');
  const store = isProject ? openSupabase({ url: path, serviceKey }) : await openSqlite(path);
  const [taken] = await store.query('acquire_lease', { name: 'revenue', holder: 'bench', now: 1, expires_at: 2 });
  if (taken === undefined) throw new Error('the lease is taken');
  const lease = { lease: 'revenue', fence: taken.fence };
  return {
    store,
    lease,
    async write({ facts, payments }, more) {
      await store.query('store_payments', { ...lease, ...nothing, ...argsOf(payments), facts, ...more });
    }
  };
}

function argsOf(payments: PaymentRow[]): Pick<StorePaymentsArgs, 'payments' | 'affected' | 'cursors'> {
  const height = payments.at(-1)?.block_height;
  return {
    payments,
    affected: keySet(payments.map(({ txid }) => txid)),
    cursors: height === undefined ? {} : { [TRACKED]: { height } }
  };
}

const nothing: Omit<StorePaymentsArgs, 'lease' | 'fence'> = {
  facts: [],
  payments: [],
  removed_facts: {},
  removed_payments: {},
  affected: {},
  cursors: {},
  parked: [],
  unparked: {},
  reorgs: [],
  priced: {},
  status: {},
  history: 0,
  events: [],
  now: 1
};
