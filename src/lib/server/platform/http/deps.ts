/** What the HTTP side is given; api.ts builds it once. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import type { backups } from '../../../contract/backup/admin-backup.ts';
import type { Answer } from '../../../contract/kit/endpoint.ts';
import type { Differences, failoverStatus } from '../../../contract/failover/failover.ts';
import type { Health, HealthProblem } from '../../../contract/health/health.ts';
import type { ClientCounts } from '../../../link/client-counts.ts';
import type { Keep } from '../../../link/kept-headers.ts';
import type { Jobs } from '../jobs/port.ts';
import type { Reads } from '../../modules/reads.ts';
import type { EdgeNotices } from './edge-notices.ts';

export interface HttpDeps {
  reads: Reads;
  jobs: Jobs;
  health: HealthDeps;
  /** What the edge told of the proxies in front of it; absent: there is no edge. */
  notices?: EdgeNotices;
  /** null: SQLite is in use, so there is no other database. */
  failover: FailoverPort | null;
  backups: BackupDeps;
  /** Grows whenever answers may have changed; stored answers of an older version are made again. */
  dataVersion: () => number;
  /** Unix seconds. */
  now: () => number;
  /** Seconds since some moment, monotonic: limits and durations are measured with it. */
  elapsed: () => number;
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
  /** Left out: no answer leaves from the edge. */
  edge?: EdgeLink;
  /** Counted together with the edge. Left out: this application counts by itself. */
  counts?: ClientCounts;
}

/** The connection to the edge in front; structurally that of edge-link.ts. */
export interface EdgeLink {
  /** Whether a request asks for the connection, and may. */
  isFor: (req: Pick<IncomingMessage, 'url' | 'headers' | 'socket'>) => boolean;
  accept: (socket: Duplex) => void;
  /** What the edge is told of an answer that it may keep. */
  keepHeader: (kept: Omit<Keep, 'version'>) => string;
  close: () => void;
}

/** What measures answers, and tells Prometheus. */
export interface HttpMetrics {
  /** `route`: the template, or `none`; `count`: how many answers took `seconds` each, 1 by default. */
  answered(request: { method: string; route: string; status: number; seconds: number; count?: number }): void;
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
  /** By `elapsed`. */
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
