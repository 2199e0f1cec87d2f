/**
 * Jobs of history: the regular look at today's snapshot, the first start of an empty database, and what an operator may
 * ask for. Rows are written under the lease `snapshots`, the revenue in them under the ledger's own.
 */
import { Conflict, UpstreamError } from '../../platform/errors.ts';
import { backfillSnapshots } from './snapshots/backfill.ts';
import { bootstrapPendingSince, takeBootstrap, type BootstrapDeps } from '../backup/bootstrap.ts';
import type { BucketSettings } from '../backup/bucket/bucket.ts';
import { finalizeSnapshots } from './snapshots/finished-days.ts';
import { patientLeases, type Leases } from '../../platform/jobs/leases.ts';
import { recategorizeRepos } from './snapshots/recategorize.ts';
import { putTimesRight } from './snapshots/times-right.ts';
import { checkSnapshots, takeRepoSnapshotNow, takeSnapshotNow, type CheckDeps } from './snapshots/snapshot-check.ts';
import { aloneUnder, startDueBackups } from '../backup/jobs.ts';
import type { JobContext, JobDefinition } from '../../platform/jobs/job.ts';
import type { UnderLease } from '../../platform/jobs/under-lease.ts';

export interface SnapshotJobDeps extends CheckDeps, Omit<BootstrapDeps, 'alone'> {
  under: UnderLease;
  leases: Leases;
  backup: BucketSettings | null;
  checkSeconds: number;
  /** Whether somebody besides the own clock says what time it is: before that no day is begun. */
  isTimeSure: () => boolean;
  /** Seconds, monotonic. */
  elapsed: () => number;
  onChange: () => void;
  kick: (name: string) => void;
}

export function snapshotJobs(deps: SnapshotJobDeps): JobDefinition[] {
  const { under, onChange, kick } = deps;
  let tried: { pendingSince: number; at: number } | null = null;
  let pending: number | null = null;

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
    // Restores hold the same lease: what is laid aside now, a killed one has left.
    await deps.store.query('restore_clear', run.lease);
    // A past that is to be taken over goes first; one that cannot be had does not hold up the present.
    const pendingSince = await bootstrapPendingSince(deps, run);
    if (pendingSince !== null) {
      // What was tried before was another database: a standby that has come into use.
      pending = pendingSince;
      const isFirst = tried?.pendingSince !== pendingSince;
      if (isFirst || deps.elapsed() - (tried?.at ?? 0) >= deps.checkSeconds) kick('bootstrap');
      if (isFirst) return null;
    }
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
      await startDueBackups(deps);
      return result;
    }
  });

  return [
    {
      name: 'snapshot-check',
      everyMs: deps.checkSeconds * 1_000,
      async run(context) {
        const report = await look(context);
        const finalizedDays = await finalizeIfOurs(context);
        await startDueBackups(deps);
        return { ...report, finalizedDays };
      }
    },
    {
      name: 'bootstrap',
      everyMs: null,
      async run(context) {
        try {
          const taken = await under('snapshots', (run) =>
            takeBootstrap({ ...deps, alone: aloneUnder(patientLeases(deps.leases)) }, run)
          )(context);
          onChange();
          if (taken.state === 'none' && taken.refused.length > 0) {
            const reasons = taken.refused.map(({ reason }) => reason).join('; ');
            throw new UpstreamError('bucket', `no backup could be taken over: ${reasons}`, { retryable: false });
          }
          return taken;
        } finally {
          tried = { pendingSince: pending ?? -1, at: deps.elapsed() };
          kick('snapshot-check');
        }
      }
    },
    onDemand('snapshot', (run) => takeSnapshotNow(deps, run)),
    onDemand('repo-snapshot', (run) => takeRepoSnapshotNow(deps, run)),
    onDemand('backfill', async (run) => ({ days: await backfillSnapshots(deps, run) })),
    onDemand('recategorize-repos', (run) => recategorizeRepos(deps, run, true)),
    onDemand('backfill-repo-categories', (run) => recategorizeRepos(deps, run, false))
  ];
}
