/** The product's jobs, under one roof: what each part of the product has to do, and how often. */
import type { Census } from './census/ingest/census.ts';
import type { IngestDeps } from './ledger/ingest/deps.ts';
import type { Leases } from '../platform/jobs/leases.ts';
import { backupJobs, type BackupJobDeps } from './backup/jobs.ts';
import { censusJobs } from './census/jobs.ts';
import { revenueJobs } from './ledger/jobs.ts';
import type { JobDefinition } from '../platform/jobs/job.ts';
import { snapshotJobs, type SnapshotJobDeps } from './history/jobs.ts';
import { underLease } from '../platform/jobs/under-lease.ts';

export interface JobDeps extends IngestDeps {
  leases: Leases;
  census: Census;
  network: SnapshotJobDeps['network'];
  /** Where an empty database may find a past. */
  buckets: SnapshotJobDeps['buckets'];
  /** Where backups go; null = off. */
  backup: BackupJobDeps['backup'];
  scratchFolder: BackupJobDeps['scratchFolder'];
  /** Whether somebody besides the own clock says what time it is. */
  isTimeSure: () => boolean;
  intervals: { revenueSeconds: number; censusSeconds: number; snapshotCheckSeconds: number; priceSeconds: number };
  /** Called when answers that visitors see may have changed. */
  onChange: () => void;
  /** Asks for a job soon. */
  kick: (name: string) => void;
}

export function jobDefinitions(deps: JobDeps): JobDefinition[] {
  const under = underLease(deps.leases);
  const { censusSeconds, snapshotCheckSeconds } = deps.intervals;
  return [
    ...censusJobs({ ...deps, under, everySeconds: censusSeconds }),
    ...revenueJobs({ ...deps, under }),
    ...snapshotJobs({ ...deps, under, checkSeconds: snapshotCheckSeconds }),
    ...backupJobs(deps)
  ];
}
