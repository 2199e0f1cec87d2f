/** What the HTTP side is given; wiring.ts builds it once. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import type { Health } from '../../../contract/health/health.ts';
import type { ClientCounts } from '../../../link/client-counts.ts';
import type { Keep } from '../../../link/kept-headers.ts';
import type { MetricFigures } from '../observability/figure-gauges.ts';
import type { KeyRing } from './auth/api-key.ts';
import type { Credentials } from './auth/session.ts';
import type { EdgeNotices } from './edge-notices.ts';

/** One administrative call: who, from where, what, with which outcome. Never holds a secret. */
export interface AuditEntry {
  actor: string;
  client: string;
  action: string;
  detail: string;
  outcome: string;
}

export interface HttpDeps {
  /** Writes one administrative call down. */
  recordAudit: (entry: AuditEntry) => Promise<void>;
  /** For Prometheus. */
  readHealth: () => Promise<Health>;
  /** For Prometheus too; left out: it is told none. */
  readFigures?: () => Promise<MetricFigures>;
  /** What the edge told of the proxies in front of it; absent: there is no edge. */
  notices?: EdgeNotices;
  /** Grows whenever answers may have changed; stored answers of an older version are made again. */
  dataVersion: () => number;
  /** Unix seconds. */
  now: () => number;
  /** Seconds since some moment, monotonic: limits and durations are measured with it. */
  elapsed: () => number;
  credentials: Credentials;
  /** Recognises the keys of programs. */
  keys: KeyRing;
  /** Public requests per client and minute; 0 = no limit. */
  rateLimitPerMinute: number;
  /** Origins that may read the public API from a browser. */
  corsOrigins: readonly string[];
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
  /** Told of the answers that the edge gave to keys. */
  onKeyed: (listener: (key: string, answered: { route: string; count: number }) => void) => void;
  close: () => void;
}

/** What measures answers, and tells Prometheus. */
export interface HttpMetrics {
  /** `route`: the template, or `none`; `count`: how many answers took `seconds` each, 1 by default. */
  answered(request: { method: string; route: string; status: number; seconds: number; count?: number }): void;
  page(health: Health, figures: MetricFigures | null): Promise<{ type: string; text: string }>;
}
