/** Whether the product works, and how far it is. Nothing here needs the store to answer. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Height, Percent, UnixTime } from '../kit/figures.ts';

/** Something an operator can act on; `code` is stable. */
export const HealthProblem = z.strictObject({
  code: z.string(),
  message: z.string(),
  since: UnixTime.nullable()
});
export type HealthProblem = z.infer<typeof HealthProblem>;

/** How far the first sync or a long job is; null figures = not known yet. */
export const Progress = z.strictObject({
  done: Count.nullable(),
  total: Count.nullable(),
  percent: Percent.nullable(),
  etaSeconds: Count.nullable()
});
export type Progress = z.infer<typeof Progress>;

export const SourceHealth = z.strictObject({
  ok: z.boolean(),
  lastSuccess: UnixTime.nullable(),
  ageSeconds: Count.nullable(),
  lastError: z.string().nullable(),
  stalled: z.boolean().describe('it told nothing for too long, and no operator has cleared that yet: see stalls'),
  note: z.string().nullable().describe('what of its newest answer could not be read and was left out, with an example')
});

export const StallHealth = z.strictObject({
  source: z.string().describe('chain, census, or one of sources'),
  since: UnixTime.describe('when it had last told something'),
  latchedAt: UnixTime,
  recoveredAt: UnixTime.nullable().describe('when it told something again; null: it still tells nothing')
});

export const JobHealth = z.strictObject({
  name: z.string(),
  state: z.enum(['running', 'succeeded', 'failed', 'interrupted']),
  lastSuccess: UnixTime.nullable(),
  done: Count.nullable(),
  total: Count.nullable(),
  etaSeconds: Count.nullable()
});

export const Health = z.strictObject({
  status: z.enum(['ok', 'degraded', 'down']),
  problems: z.array(HealthProblem),
  notes: z.array(HealthProblem).describe('worth a look; the status does not depend on them'),
  timestamp: UnixTime,
  uptime: Count.describe('seconds'),
  db: z.strictObject({
    status: z.enum(['up', 'down']),
    engine: z.enum(['sqlite', 'supabase']),
    circuit: z.enum(['CLOSED', 'OPEN', 'HALF_OPEN']),
    activeInstance: z.enum(['primary', 'failover'])
  }),
  sync: z.strictObject({
    lastCompleted: UnixTime.nullable(),
    lastSyncBlock: Height.nullable(),
    tip: Height.nullable(),
    lagBlocks: Count.nullable(),
    /** While the first sync or a later one is running, else null. */
    progress: Progress.nullable()
  }),
  /** healthy: null = none is due yet. */
  snapshot: z.strictObject({
    healthy: z.boolean().nullable(),
    todaySnapshotExists: z.boolean().nullable(),
    lastSuccess: UnixTime.nullable()
  }),
  backup: z.strictObject({
    enabled: z.boolean(),
    healthy: z.boolean().nullable(),
    lastBackup: UnixTime.nullable(),
    ageHours: z.number().nullable(),
    lastDrill: UnixTime.nullable().describe('the last time that a backup was restored as a proof, or failed to be'),
    drillOk: z.boolean().nullable(),
    drillAgeHours: z.number().nullable()
  }),
  sources: z.record(z.string(), SourceHealth),
  /** Of chain, census and sources, until an operator clears them. */
  stalls: z.array(StallHealth),
  jobs: z.array(JobHealth)
});
export type Health = z.infer<typeof Health>;

export const health = endpoint({
  id: 'health',
  path: '/api/health',
  summary: 'State of the product: problems, database, sync, sources, jobs. 200 for ok and degraded, 503 when down',
  response: Health,
  cache: { maxAgeSeconds: 0, serverSeconds: 1 }
});

export const live = endpoint({
  id: 'healthLive',
  path: '/api/health/live',
  summary: 'The process is up',
  response: z.strictObject({ status: z.literal('live'), uptime: Count })
});

export const Readiness = z.strictObject({
  ready: z.boolean(),
  reason: z.string().nullable().describe('why it is not ready'),
  progress: Progress.nullable()
});
export type Readiness = z.infer<typeof Readiness>;

export const ready = endpoint({
  id: 'healthReady',
  path: '/api/health/ready',
  summary: 'The store answers and the first sync is done; else 503 with the same body and its progress',
  response: Readiness
});
