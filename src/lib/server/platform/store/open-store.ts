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
import { openFailover, type FailoverStore } from './failover/failover.ts';
import { lockDatabase } from './sqlite/file-lock.ts';
import { migratePostgres } from './postgres/postgres-migrate.ts';
import { openSqlite } from './sqlite/sqlite.ts';
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
  /** Both databases of a Supabase installation; null: there is one file. */
  failover: FailoverStore | null;
  /** What keeps the database from being used, in words for an operator. */
  problems: () => { code: string; message: string; since: null }[];
  close(): Promise<void>;
}

export interface SupabaseSettings {
  primary: { url: string; serviceKey: string };
  standby: { url: string; serviceKey: string } | null;
  dbUrl: string | null;
}

interface Surroundings {
  now: () => number;
  /** Called when another database is in use than before. */
  onSwitch: () => void;
  log: Logger;
}

/** Short at first: PostgREST needs a moment to see the migrations that were just applied. */
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 5_000;

/** Takes the file's lock at once. The one process of a database file takes over what its predecessor held. */
export function sqliteStore(path: string): OpeningStore {
  const unlock = lockDatabase(path);
  const store = createDeferredStore();
  return {
    store,
    engine: 'sqlite',
    holder: 'sqlite',
    isAlone: true,
    failover: null,
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

/**
 * With `dbUrl` pending migrations of the primary are applied first, unless it does not answer and a standby can serve.
 */
export async function supabaseStore(
  { primary, standby, dbUrl }: SupabaseSettings,
  { now, onSwitch, log }: Surroundings
): Promise<OpeningStore> {
  // Loaded on demand: a process on SQLite needs neither.
  const [{ openSupabase }, { requireSchema }] = await Promise.all([
    import('./postgres/supabase.ts'),
    import('./schema-gate.ts')
  ]);
  const gates = [primary, ...(standby === null ? [] : [standby])].map((one) =>
    requireSchema(openSupabase(one), () => performance.now() / 1_000)
  );
  const [first, second = null] = gates;
  if (first === undefined) throw new ConfigError('SUPABASE_URL is missing');
  const failover = openFailover({
    primary: first,
    standby: second,
    onSwitch,
    now,
    nowMs: () => performance.now(),
    log
  });
  const closing = new AbortController();

  /** Until it succeeds or only an operator can help. */
  const persist = async (step: string, attempt: () => Promise<unknown>): Promise<void> => {
    for (let retryMs = FIRST_RETRY_MS; !closing.signal.aborted; retryMs = Math.min(2 * retryMs, LAST_RETRY_MS)) {
      try {
        await attempt();
        return;
      } catch (error) {
        if (error instanceof ConfigError) throw error;
        log.warn({ step, err: error }, 'database not ready');
        await pause(retryMs, undefined, { signal: closing.signal });
      }
    }
  };
  const applyMigrations = async (url: string): Promise<void> => {
    if (standby !== null && failover.state().active === 'failover') return;
    const applied = await migratePostgres(url);
    if (applied.length > 0) log.info({ applied }, 'migrations applied');
  };
  return {
    store: failover,
    engine: 'supabase',
    holder: `${hostname()}:${process.pid}:${randomUUID()}`,
    isAlone: false,
    failover,
    async open() {
      await failover.look();
      if (dbUrl !== null) await persist('migrations', () => applyMigrations(dbUrl));
      await persist('schema', () => {
        for (const gate of gates) gate.lookAgain();
        return failover.query('schema_versions', {});
      });
    },
    problems() {
      const refusals = gates.map((gate) => gate.refusal()).filter((message) => message !== null);
      return refusals.map((message) => ({ code: 'migration_pending', message, since: null }));
    },
    async close() {
      closing.abort();
      await failover.close();
    }
  };
}
