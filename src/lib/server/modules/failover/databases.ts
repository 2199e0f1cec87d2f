/**
 * What an operator is told of two databases: which one is in use, what is wrong with either, and, before going back, what
 * differs between them. A database that does not answer has null where the other has figures.
 */
import { StoreError } from '../../platform/errors.ts';
import type { FailoverState, FailoverStore } from '../../platform/store/failover/failover.ts';
import type { Instance } from '../../platform/store/failover/reign.ts';
import type { Store } from '../../platform/store/store.ts';

type Both<T> = Record<Instance, T>;

export interface Differences {
  reachable: Both<boolean>;
  epoch: Both<number | null>;
  newestSnapshot: Both<string | null>;
  cursors: ({ address: string } & Both<number | null>)[];
  /** Rows per table. */
  tables: ({ name: string } & Both<number | null>)[];
}

export async function compareDatabases({ of }: Pick<FailoverStore, 'of'>): Promise<Differences> {
  const [primary, failover] = await Promise.all([describe(of('primary')), describe(of('failover'))]);
  const both = <T>(pick: (one: Described) => T): Both<T | null> => ({
    primary: primary && pick(primary),
    failover: failover && pick(failover)
  });
  const names = (pick: (one: Described) => Map<string, number>): string[] =>
    [...new Set([primary, failover].flatMap((one) => (one === null ? [] : [...pick(one).keys()])))].sort();
  return {
    reachable: { primary: primary !== null, failover: failover !== null },
    epoch: both(({ epoch }) => epoch),
    newestSnapshot: both(({ newestSnapshot }) => newestSnapshot),
    cursors: names(({ cursors }) => cursors).map((address) => ({
      address,
      ...both(({ cursors }) => cursors.get(address) ?? null)
    })),
    tables: names(({ tables }) => tables).map((name) => ({ name, ...both(({ tables }) => tables.get(name) ?? null) }))
  };
}

/** As health shows it; the circuit is that of the database in use. */
export function databaseHealth({ active, circuits }: FailoverState): {
  circuit: 'CLOSED' | 'OPEN' | 'HALF_OPEN';
  activeInstance: Instance;
} {
  return { circuit: circuits[active] ?? 'OPEN', activeInstance: active };
}

export function failoverProblems({ active, at, reason, circuits, isConfigured }: FailoverState): {
  code: string;
  message: string;
  since: number | null;
}[] {
  if (active === 'failover' && !isConfigured) {
    const message = 'The standby database is in use but not configured: set SUPABASE_FAILOVER_URL and its key.';
    return [{ code: 'standby_missing', message, since: at }];
  }
  if (active === 'failover') {
    const message = `The standby database is in use: ${reason}. Going back is yours, at /admin.`;
    return [{ code: 'failed_over', message, since: at }];
  }
  if (!isConfigured || circuits.failover === 'CLOSED') return [];
  const message = 'The standby database does not answer: a failing primary could not be replaced.';
  return [{ code: 'standby_unreachable', message, since: null }];
}

interface Described {
  epoch: number;
  newestSnapshot: string | null;
  cursors: Map<string, number>;
  tables: Map<string, number>;
}

async function describe(store: Store | null): Promise<Described | null> {
  if (store === null) return null;
  try {
    const [[epoch], [bounds], cursors, tables] = await Promise.all([
      store.query('newest_epoch', {}),
      store.query('snapshot_bounds', {}),
      store.query('sync_cursors', {}),
      store.query('get_table_counts', {})
    ]);
    return {
      epoch: epoch?.epoch ?? 0,
      newestSnapshot: bounds?.last_date ?? null,
      cursors: new Map(cursors.map(({ address, height }) => [address, height])),
      tables: new Map(tables.map(({ name, rows }) => [name, rows]))
    };
  } catch (error) {
    if (error instanceof StoreError && error.retryable) return null;
    throw error;
  }
}
