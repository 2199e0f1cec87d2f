/**
 * Jobs of history: the regular look at today's snapshot, and what an operator may ask for. Rows are written under the lease `snapshots`, the revenue in them under the ledger's own.
 */
import { Conflict } from '../../platform/errors.ts';
import { backfillSnapshots } from './snapshots/backfill.ts';
import { finalizeSnapshots } from './snapshots/finished-days.ts';
import type { Leases } from '../../platform/jobs/leases.ts';
import { recategorizeRepos } from './snapshots/recategorize.ts';
import { putTimesRight } from './snapshots/times-right.ts';
import { checkSnapshots, takeRepoSnapshotNow, takeSnapshotNow, type CheckDeps } from './snapshots/snapshot-check.ts';
import type { Run } from '../../platform/jobs/run.ts';
import type { JobContext, JobDefinition } from '../../platform/jobs/job.ts';
import { underLease, type UnderLease } from '../../platform/jobs/under-lease.ts';

export interface SnapshotJobDeps extends CheckDeps {
  leases: Leases;
  /** What an empty database may have had before, and what is due of backups. */
  past: { comesFirst: (run: Run) => Promise<boolean>; startDue: () => Promise<void> };
  intervals: { snapshotCheckSeconds: number };
  /** Whether somebody besides the own clock says what time it is: before that no day is begun. */
  isTimeSure: () => boolean;
  onChange: () => void;
  kick: (name: string) => void;
}

export function snapshotJobs(deps: SnapshotJobDeps): JobDefinition[] {
  const { past, onChange, kick } = deps;
  const under = underLease(deps.leases);

  const finalize = under('revenue', ({ lease }) => finalizeSnapshots(deps.store, lease));
  /** Elsewhere the ledger's own writer does it. */
  const finalizeIfOurs = async (context: JobContext): Promise<number> => {
    try {
      const days = await finalize(context);
      if (days > 0) onChange();
      return days;
    } catch (error) {
      if (error instanceof Conflict) return 0;
      throw error;
    }
  };

  const look = under('snapshots', async (run) => {
    if (await past.comesFirst(run)) return null;
    if (!deps.isTimeSure()) return null;
    const righted = Object.keys(await putTimesRight(deps, run)).length > 0;
    if (righted) for (const name of ['price-sync', 'census']) kick(name);
    const report = await checkSnapshots(deps, run);
    if (report.isChanged || righted) onChange();
    return report;
  });

  const onDemand = (name: string, work: Parameters<UnderLease>[1]): JobDefinition => ({
    name,
    everyMs: null,
    run: async (context) => {
      const result = await under('snapshots', work)(context);
      await finalizeIfOurs(context);
      onChange();
      await past.startDue();
      return result;
    }
  });

  return [
    {
      name: 'snapshot-check',
      everyMs: deps.intervals.snapshotCheckSeconds * 1_000,
      async run(context) {
        const report = await look(context);
        const finalizedDays = await finalizeIfOurs(context);
        await past.startDue();
        return { ...report, finalizedDays };
      }
    },
    onDemand('snapshot', (run) => takeSnapshotNow(deps, run)),
    onDemand('repo-snapshot', (run) => takeRepoSnapshotNow(deps, run)),
    onDemand('backfill', async (run) => ({ days: await backfillSnapshots(deps, run) })),
    onDemand('recategorize-repos', (run) => recategorizeRepos(deps, run, true)),
    onDemand('backfill-repo-categories', (run) => recategorizeRepos(deps, run, false))
  ];
}
