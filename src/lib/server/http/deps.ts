/** What the HTTP side is given; api.ts builds it once. */
import type { Logger } from 'pino';
import type { backups } from '../../contract/admin-backup.ts';
import type { Answer } from '../../contract/endpoint.ts';
import type { Health, HealthProblem } from '../../contract/health.ts';
import type { Jobs } from '../jobs/port.ts';
import type { Reads } from '../read/reads.ts';

export interface HttpDeps {
  reads: Reads;
  jobs: Jobs;
  health: HealthDeps;
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

export interface SourceState {
  name: string;
  ok: boolean;
  lastSuccess: number | null;
  lastError: string | null;
  lastErrorAt: number | null;
}
