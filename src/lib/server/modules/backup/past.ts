/**
 * The past of an empty database: taken over from a backup before its own present makes it one that has begun. History asks
 * at each look; one that cannot be had does not hold up the present.
 */
import { Conflict, UpstreamError } from '../../platform/errors.ts';
import { leaseNames, patientLeases, type LeaseName, type Leases } from '../../platform/jobs/leases.ts';
import type { Run } from '../../platform/jobs/run.ts';
import type { JobDefinition } from '../../platform/jobs/job.ts';
import { underLease } from '../../platform/jobs/under-lease.ts';
import { bootstrapPendingSince, takeBootstrap, type BootstrapDeps } from './bootstrap.ts';
import type { BucketSettings } from './bucket/bucket.ts';
import type { RestoreDeps } from './runs/restore.ts';
import { dueWork } from './runs/state.ts';

export interface PastDeps extends Omit<BootstrapDeps, 'alone'> {
  leases: Leases;
  /** Where backups go; null = off. */
  backup: BucketSettings | null;
  /** How often history looks; a past that could not be had is asked for again so often. */
  intervals: { snapshotCheckSeconds: number };
  /** Whether somebody besides the own clock says what time it is: before that nothing is due. */
  isTimeSure: () => boolean;
  /** Seconds, monotonic. */
  elapsed: () => number;
  onChange: () => void;
  kick: (name: string) => void;
}

export interface Past {
  /** For a look, under the lease of history. True: a past is to be taken over first, and this look leaves the present alone. */
  comesFirst: (run: Run) => Promise<boolean>;
  /** Starts the backup or the drill that is due, which then runs beside the look. */
  startDue: () => Promise<void>;
  job: JobDefinition;
}

export const RESTORE_LEASE = 'snapshots' satisfies LeaseName;
/** Everybody who writes, besides the lease that a restore runs under. */
const writers = leaseNames.filter((name) => name !== RESTORE_LEASE);

export function createPast(deps: PastDeps): Past {
  const { backup, elapsed, kick } = deps;
  const under = underLease(deps.leases);
  let tried: { pendingSince: number; at: number } | null = null;
  let pending: number | null = null;
  return {
    async comesFirst(run) {
      // Restores hold the same lease: what is laid aside now, a killed one has left.
      await deps.store.query('restore_clear', run.lease);
      const pendingSince = await bootstrapPendingSince(deps, run);
      if (pendingSince === null) return false;
      // What was tried before was another database: a standby that has come into use.
      pending = pendingSince;
      const isFirst = tried?.pendingSince !== pendingSince;
      if (isFirst || elapsed() - (tried?.at ?? 0) >= deps.intervals.snapshotCheckSeconds) kick('bootstrap');
      return isFirst;
    },
    async startDue() {
      if (backup === null || !deps.isTimeSure()) return;
      const due = await dueWork(deps);
      if (due.backup) kick('backup');
      else if (due.drill) kick('backup-drill');
    },
    job: {
      name: 'bootstrap',
      everyMs: null,
      async run(context) {
        try {
          const taken = await under(RESTORE_LEASE, (run) =>
            takeBootstrap({ ...deps, alone: aloneUnder(patientLeases(deps.leases)) }, run)
          )(context);
          deps.onChange();
          if (taken.state === 'none' && taken.refused.length > 0) {
            const reasons = taken.refused.map(({ reason }) => reason).join('; ');
            throw new UpstreamError('bucket', `no backup could be taken over: ${reasons}`, { retryable: false });
          }
          return taken;
        } finally {
          tried = { pendingSince: pending ?? -1, at: elapsed() };
          kick('snapshot-check');
        }
      }
    }
  };
}

/** Holds every writer's lease; a Conflict when another process does not give one of them back. */
export function aloneUnder(leases: Leases): RestoreDeps['alone'] {
  const holdFrom = async (at: number, signal: AbortSignal, work: () => Promise<void>): Promise<void> => {
    const name = writers[at];
    if (name === undefined) return work();
    const held = await leases.hold(name, signal, async (_, inner) => {
      await holdFrom(at + 1, inner, work);
      return true;
    });
    if (held === null) throw new Conflict(`another process holds the lease ${name}: try again when it is done`, '');
  };
  return (signal, work) => holdFrom(0, signal, work);
}
