/** What health is made of besides what is stored. */
import type { Logger } from 'pino';
import type { Health, HealthProblem } from '../../../contract/health/health.ts';
import type { EdgeNotices } from '../../platform/http/edge-notices.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import type { SourceState } from '../../platform/upstream/source-state.ts';
import type { BackupDeps } from '../backup/module.ts';
import type { ReadContext } from '../ledger/module.ts';

export interface HealthRouteDeps {
  context: ReadContext;
  jobs: Jobs;
  health: HealthDeps;
  backups: BackupDeps;
  /** What the edge told of the proxies in front of it; absent: there is no edge. */
  notices?: EdgeNotices;
  /** Unix seconds. */
  now: () => number;
  /** Seconds since some moment, monotonic. */
  elapsed: () => number;
  version: string;
  log: Logger;
}

/** The state of the process, from memory but for the budgets: it answers when the store does not. */
export interface HealthDeps {
  /** By `elapsed`. */
  startedAt: number;
  db: () => Pick<Health['db'], 'engine' | 'circuit' | 'activeInstance'>;
  /** The chain's newest known height; null before it was seen. */
  tip: () => number | null;
  sources: () => SourceState[];
  /** What else an operator should know: a nearly full disk, a pending migration. */
  problems: () => HealthProblem[];
  /** What the store knows of the budgets of services; absent: there are none. */
  readBudgets?: () => Promise<{ problems: HealthProblem[]; notes: HealthProblem[] }>;
}
