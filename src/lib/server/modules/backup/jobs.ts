/**
 * Jobs of backups: take one, restore one, drill the newest. Without a bucket there are none of them, silently; an empty
 * database may take over a past in any case.
 *
 * Taking and drilling hold a lease that nobody else waits for. A restore holds that of history, and every other while the
 * tables are exchanged.
 */
import { join } from 'node:path';
import { mkdir, rm } from 'node:fs/promises';
import { paymentIn, type RevenueRules } from '../../../domain/payments/payments.ts';
import { fromFact } from '../ledger/module.ts';
import type { DrillDeps } from './runs/drill.ts';
import { drill, restoreDay, takeBackup } from './runs/operations.ts';
import { aloneUnder, RESTORE_LEASE, type Past } from './past.ts';
import type { BucketSettings } from './bucket/bucket.ts';
import type { WorkDeps } from '../../platform/jobs/run.ts';
import { patientLeases, type Leases } from '../../platform/jobs/leases.ts';
import { openSqlite } from '../../platform/store/sqlite/sqlite.ts';
import type { Store } from '../../platform/store/store.ts';
import type { JobDefinition } from '../../platform/jobs/job.ts';
import { underLease } from '../../platform/jobs/under-lease.ts';

export interface BackupJobDeps extends WorkDeps {
  leases: Leases;
  rules: RevenueRules;
  /** Where backups go; null = off. */
  backup: BucketSettings | null;
  /** Of this installation alone, where there is room for a copy of the data; it exists while a drill runs. */
  scratchFolder: string;
  past: Past;
  /** Old backups are removed only then. */
  isTimeSure: () => boolean;
  onChange: () => void;
  kick: (name: string) => void;
}

export function backupJobs(deps: BackupJobDeps): JobDefinition[] {
  const { backup: settings, past, onChange, kick } = deps;
  if (settings === null) return [past.job];
  const leases = patientLeases(deps.leases);
  const under = underLease(leases);
  const openScratch = () => openScratchStore(deps.scratchFolder);
  return [
    past.job,
    { name: 'backup', everyMs: null, run: under('backups', (run) => takeBackup(deps, run, settings)) },
    {
      name: 'backup-drill',
      everyMs: null,
      run: under('backups', (run) => drill({ ...deps, openScratch, paymentOf: paymentOf(deps.rules) }, run, settings))
    },
    {
      name: 'restore',
      everyMs: null,
      run: under(RESTORE_LEASE, async (run, { args }) => {
        const isDryRun = args['dryRun'] === true;
        const restoring = { ...deps, alone: aloneUnder(leases) };
        const wanted = { date: String(args['date']), name: typeof args['run'] === 'string' ? args['run'] : null };
        const report = await restoreDay(restoring, run, { settings, ...wanted, isDryRun });
        if (isDryRun) return report;
        onChange();
        for (const name of ['revenue-sync', 'census', 'snapshot-check']) kick(name);
        return report;
      })
    }
  ];
}

/** The payment that a stored fact is, by the rules of today with the addresses of then. */
export function paymentOf(rules: Pick<RevenueRules, 'team' | 'fiat'>): DrillDeps['paymentOf'] {
  return (fact, tracked) => paymentIn(fromFact(fact), { ...rules, tracked: new Set(tracked) });
}

/** Begins with what a killed drill has left. */
async function openScratchStore(folder: string): Promise<Store> {
  const remove = () => rm(folder, { recursive: true, force: true });
  await remove();
  await mkdir(folder, { mode: 0o700 });
  try {
    const store = await openSqlite(join(folder, 'scratch.sqlite3'));
    return {
      query: (name, args) => store.query(name, args),
      async close() {
        await store.close();
        await remove();
      }
    };
  } catch (error) {
    await remove();
    throw error;
  }
}
