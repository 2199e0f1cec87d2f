/** What the commands of an operator work with: the opened database, a lease to write under, a line to say how far it is. */
import { ConfigError } from '../../../platform/errors.ts';
import type { StoreConfig } from '../../../platform/config/config.ts';
import { createLeases, type Leases } from '../../../platform/jobs/leases.ts';
import type { Run, WorkDeps } from '../../../platform/jobs/run.ts';
import type { Log } from '../../../platform/log.ts';
import { sqliteStore, supabaseStore, type OpeningStore } from '../../../platform/store/open-store.ts';

export interface Desk {
  log: Log;
  /** Unix seconds. */
  now: () => number;
  say: (line: string) => void;
  /** Aborted by whoever ends the command. */
  signal: AbortSignal;
}

export const BUSY = 'another process writes to this database: stop it, or try again in a minute';

/** Runs `work` on the database and closes it in any case; a signal ends the waiting for one that does not answer. */
export async function opened(
  { now, log, signal: stopping }: Desk,
  settings: StoreConfig,
  work: (database: OpeningStore) => Promise<void>
): Promise<void> {
  const database =
    settings.kind === 'sqlite'
      ? sqliteStore(settings.path)
      : await supabaseStore(settings, { now, onSwitch: () => undefined, log });
  // Opening waits for a database that does not answer; a signal ends that too.
  const giveUp = () => void database.close();
  stopping.addEventListener('abort', giveUp);
  try {
    await database.open();
    stopping.removeEventListener('abort', giveUp);
    await work(database);
  } finally {
    await database.close();
  }
}

/** Runs `work` under the lease of history. Throws ConfigError while another process writes. */
export async function underLease(
  { now, log, say, signal: stopping }: Desk,
  { store, holder }: OpeningStore,
  work: (run: Run, leases: Leases) => Promise<void>
): Promise<void> {
  const leases = createLeases({ store, holder, now, log });
  let told = 0;
  const progress = (done: number, total: number) => {
    if (done < total && Date.now() - told < 1_000) return;
    told = Date.now();
    say(`  ${done} of ${total}`);
  };
  const held = await leases.hold('snapshots', stopping, async (lease, signal) => {
    await work({ lease, signal, progress }, leases);
    return true;
  });
  if (held === null) throw new ConfigError(BUSY);
}

export function depsOf({ now, log }: Desk, { store }: OpeningStore): WorkDeps {
  return { store, now, log };
}
