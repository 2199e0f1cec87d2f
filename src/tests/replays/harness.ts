/** Replays over what the real indexer made of the simulated network, and ways to spoil it. */
import { replayJobs } from '../../lib/server/modules/replays/jobs.ts';
import { StoreError } from '../../lib/server/platform/errors.ts';
import type { JobContext } from '../../lib/server/platform/jobs/job.ts';
import { createLeases } from '../../lib/server/platform/jobs/leases.ts';
import { keySet, type PaymentRow } from '../../lib/server/platform/store/rows.ts';
import type { StatementName, Store } from '../../lib/server/platform/store/store.ts';
import { leaseOf, noPayments } from '../support/factories.ts';
import type { Indexer } from '../sync/harness.ts';

export type Asked = { projector: string; batchSize?: number; dryRun?: boolean; fromHeight?: number; toHeight?: number };

export interface Kill {
  /** Of the writes of the run, counted from 0. */
  write: number;
  /** after: what was written is stored, nobody hears of it. */
  when: 'before' | 'after';
}

let runs = 0;

/** One run of the job, as the scheduler starts it. null: it goes on with what is open. Resolves with false when it was killed. */
export async function replayOnce(indexer: Indexer, asked: Asked | null, kill: Kill | null = null): Promise<boolean> {
  const { log, now, elapsed } = indexer.deps;
  const store = kill === null ? indexer.store : dyingStore(indexer.store, kill);
  const leases = createLeases({ store, holder: 'test', now, log });
  const jobs = replayJobs({
    ...indexer.deps,
    store,
    leases,
    onChange: () => undefined,
    kick: () => undefined,
    elapsed
  });
  const job = jobs.find(({ name }) => name === 'replay')!;
  const wanted = { fromHeight: null, toHeight: null, batchSize: 100, dryRun: false, ...asked };
  const context: JobContext = {
    id: `run-${runs++}`,
    args: asked === null ? {} : wanted,
    signal: new AbortController().signal,
    log,
    progress: () => undefined
  };
  try {
    await job.run(context);
    return true;
  } catch (error) {
    if (error instanceof Killed) return false;
    throw error;
  }
}

class Killed extends StoreError {
  constructor() {
    super('killed', true);
  }
}

const LEASES = new Set<StatementName>(['acquire_lease', 'renew_lease', 'release_lease']);
const isWrite = (name: StatementName) =>
  /^(?:replay_(?:begin|resume|store|finish|check|drop|mark)|exchange_|store_)/.test(name);

/** Nothing is done any more from one write on. */
function dyingStore(store: Store, { write, when }: Kill): Store {
  let writes = 0;
  let isDead = false;
  return {
    async query(name, args) {
      if (isDead && !LEASES.has(name)) throw new Killed();
      const isLast = isWrite(name) && writes++ === write;
      isDead ||= isLast;
      if (isLast && when === 'before') throw new Killed();
      const rows = await store.query(name, args);
      if (isLast) throw new Killed();
      return rows;
    },
    close: () => store.close()
  };
}

/** Changes stored payments without anything that follows from them: neither their roll-ups nor the log know of it. */
export async function spoilPayments(store: Store, rows: PaymentRow[]): Promise<void> {
  await store.query('store_payments', { ...noPayments, ...(await leaseOf(store)), payments: rows });
}

/** Adds to roll-ups what no payment says. */
export async function spoilRollups(store: Store, ghost: PaymentRow): Promise<void> {
  const lease = await leaseOf(store);
  await store.query('store_payments', { ...noPayments, ...lease, payments: [ghost], affected: keySet([ghost.txid]) });
  // The row goes, its sums stay.
  await store.query('store_payments', { ...noPayments, ...lease, removed_payments: keySet([ghost.txid]) });
}
