/** What the HTTP side is given; api.ts builds it once. */
import type { Logger } from 'pino';
import type { backups } from '../../contract/admin-backup.ts';
import type { Answer } from '../../contract/endpoint.ts';
import type { Differences, failoverStatus } from '../../contract/failover.ts';
import type { Health, HealthProblem } from '../../contract/health.ts';
import type { Jobs } from '../jobs/port.ts';
import type { Reads } from '../read/reads.ts';

export interface HttpDeps {
  reads: Reads;
  jobs: Jobs;
  health: HealthDeps;
  /** null: SQLite is in use, so there is no other database. */
  failover: FailoverPort | null;
  backups: BackupDeps;
  /** Grows whenever answers may have changed; stored answers of an older version are made again. */
  dataVersion: () => number;
  /** Unix seconds. */
  now: () => number;
  adminToken: string;
  /** Public requests per client and minute; 0 = no limit. */
  rateLimitPerMinute: number;
  /** Origins that may read the public API from a browser. */
  corsOrigins: readonly string[];
  version: string;
  /** Whether answers are held to their schema before they leave: in tests and development. */
  isStrict: boolean;
  log: Logger;
  /** Left out: nothing is measured, and there is no page of it. */
  metrics?: HttpMetrics;
}

/** What measures answers, and tells Prometheus. */
export interface HttpMetrics {
  /** `route`: the template, or `none`. */
  answered(request: { method: string; route: string; status: number; seconds: number }): void;
  page(health: Health): Promise<{ type: string; text: string }>;
}

export interface BackupDeps {
  /** Whether there is a bucket for them. */
  enabled: boolean;
  /** What lies in it, newest first; throws UpstreamError when it does not answer. */
  list: (signal: AbortSignal) => Promise<Answer<typeof backups>['backups']>;
}

/** The state of the process, from memory: it answers when the store does not. */
export interface HealthDeps {
  /** Unix seconds. */
  startedAt: number;
  db: () => Pick<Health['db'], 'engine' | 'circuit' | 'activeInstance'>;
  /** The chain's newest known height; null before it was seen. */
  tip: () => number | null;
  /** Structurally the SourceState of the upstream clients. */
  sources: () => SourceState[];
  /** What else an operator should know: a nearly full disk, a pending migration. */
  problems: () => HealthProblem[];
}

type FailoverStatus = Answer<typeof failoverStatus>;

/** Two databases as one: structurally the store's failover with the report of ops. */
export interface FailoverPort {
  state: () => Pick<FailoverStatus, 'active' | 'epoch'> & {
    isConfigured: boolean;
    circuits: { primary: FailoverStatus['circuit']['failover']; failover: FailoverStatus['circuit']['failover'] };
    /** Unix seconds; null before anybody has switched. */
    at: number | null;
    reason: string;
  };
  compare: () => Promise<Differences>;
  switchTo: (to: FailoverStatus['active'], reason: string) => Promise<unknown>;
}

export interface SourceState {
  name: string;
  ok: boolean;
  lastSuccess: number | null;
  lastError: string | null;
  lastErrorAt: number | null;
  /** What of its newest answer could not be read and was left out. */
  note?: string | null;
}
