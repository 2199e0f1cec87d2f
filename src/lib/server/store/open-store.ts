/**
 * The configured engine as the process uses it: at once a store that refuses until it is open, and what is different
 * between the engines: who holds leases, whether this process is alone, what keeps a database from being used.
 */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { ConfigError } from '../errors.ts';
import { createDeferredStore } from './deferred.ts';
import { lockDatabase } from './file-lock.ts';
import { migratePostgres } from './postgres-migrate.ts';
import { openSqlite } from './sqlite.ts';
import type { Store } from './store.ts';

export interface OpeningStore {
  store: Store;
  engine: 'sqlite' | 'supabase';
  /** The name under which this process takes leases. */
  holder: string;
  /** No other process uses the database: what an earlier one left running is not running. */
  isAlone: boolean;
  /** Opens the database. Rejects when it cannot be used; an outage is waited for. */
  open(): Promise<void>;
  /** What keeps the database from being used, in words for an operator. */
  problems: () => { code: string; message: string; since: null }[];
  close(): Promise<void>;
}

export interface SupabaseSettings {
  primary: { url: string; serviceKey: string };
  dbUrl: string | null;
}

interface Surroundings {
  now: () => number;
  log: Logger;
}

const RETRY_MS = 5_000;

/** Takes the file's lock at once. The one process of a database file takes over what its predecessor held. */
export function sqliteStore(path: string): OpeningStore {
  const unlock = lockDatabase(path);
  const store = createDeferredStore();
  return {
    store,
    engine: 'sqlite',
    holder: 'sqlite',
    isAlone: true,
    async open() {
      store.attach(await openSqlite(path));
    },
    problems: () => [],
    async close() {
      await store.close();
      unlock();
    }
  };
}

/** Asks nothing of the database before `open`. With `dbUrl` pending migrations are applied first. */
export function supabaseStore({ primary, dbUrl }: SupabaseSettings, { now, log }: Surroundings): OpeningStore {
  const store = createDeferredStore();
  const closing = new AbortController();
  let refusal = (): string | null => null;

  /** Until it succeeds or only an operator can help. */
  const persist = async (step: string, attempt: () => Promise<unknown>): Promise<void> => {
    while (!closing.signal.aborted) {
      try {
        await attempt();
        return;
      } catch (error) {
        if (error instanceof ConfigError) throw error;
        log.warn({ step, err: error }, 'database not ready');
        await pause(RETRY_MS, undefined, { signal: closing.signal });
      }
    }
  };
  return {
    store,
    engine: 'supabase',
    holder: `${hostname()}:${process.pid}:${randomUUID()}`,
    isAlone: false,
    async open() {
      // Loaded on demand: a process on SQLite needs neither.
      const [{ openSupabase }, { requireSchema }] = await Promise.all([
        import('./supabase.ts'),
        import('./schema-gate.ts')
      ]);
      if (dbUrl !== null) {
        await persist('migrations', async () => {
          const applied = await migratePostgres(dbUrl);
          if (applied.length > 0) log.info({ applied }, 'migrations applied');
        });
      }
      const gated = requireSchema(openSupabase(primary), now);
      refusal = gated.refusal;
      store.attach(gated);
      await persist('schema', () => gated.query('schema_versions', {}));
    },
    problems() {
      const message = refusal();
      return message === null ? [] : [{ code: 'migration_pending', message, since: null }];
    },
    async close() {
      closing.abort();
      await store.close();
    }
  };
}
