/** Long work: started by an operator, followed by its id. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Day, UnixTime } from '../kit/figures.ts';
import { limitUpTo, wholeNumber } from '../kit/parameters.ts';

export const Job = z.strictObject({
  id: z.string(),
  name: z.string(),
  state: z.enum(['running', 'succeeded', 'failed', 'interrupted']),
  requestedBy: z.string(),
  startedAt: UnixTime,
  finishedAt: UnixTime.nullable(),
  done: Count.nullable(),
  total: Count.nullable(),
  etaSeconds: Count.nullable(),
  error: z.string().nullable(),
  /** What the job has to say about its work. */
  result: z.unknown()
});
export type Job = z.infer<typeof Job>;

export const jobs = endpoint({
  id: 'jobs',
  path: '/api/admin/jobs',
  summary: 'Jobs, newest first',
  auth: 'admin',
  query: z.strictObject({ limit: limitUpTo(1_000, 50) }),
  response: z.strictObject({ jobs: z.array(Job) })
});

export const job = endpoint({
  id: 'job',
  path: '/api/admin/jobs/:id',
  summary: 'One job',
  auth: 'admin',
  params: z.strictObject({ id: z.string().min(1).max(100) }),
  response: z.strictObject({ job: Job })
});

const started = { method: 'POST', auth: 'admin', status: 202, response: z.strictObject({ job: Job }) } as const;
const nothing = z.strictObject({}).optional();

export const revenueSync = endpoint({
  ...started,
  id: 'revenue-sync',
  path: '/api/admin/revenue-sync',
  summary: 'Reads the chain up to its tip, now',
  body: nothing
});

export const clearRevenueData = endpoint({
  ...started,
  id: 'clear-revenue-data',
  path: '/api/admin/clear-revenue-data',
  summary: 'Deletes all facts, payments and roll-ups; the next sync reads the chain again',
  body: z.strictObject({
    confirm: z.literal('clear-revenue-data', { error: 'the text clear-revenue-data' })
  })
});

export const resetRevenueSync = endpoint({
  ...started,
  id: 'reset-revenue-sync',
  path: '/api/admin/reset-revenue-sync',
  summary: 'Reads the chain again from the start; what is stored stays meanwhile',
  body: nothing
});

export const backfillAppTypes = endpoint({
  ...started,
  id: 'backfill-app-types',
  path: '/api/admin/backfill-app-types',
  summary: 'Replays all payments: the same as POST /api/admin/replays with the projector payments',
  body: nothing
});

export const backfillAppNames = endpoint({
  ...started,
  id: 'backfill-app-names',
  path: '/api/admin/backfill-app-names',
  summary: 'Replays all payments: the same as POST /api/admin/replays with the projector payments',
  body: nothing
});

export const backfillUsd = endpoint({
  ...started,
  id: 'backfill-usd',
  path: '/api/admin/backfill-usd',
  summary:
    'Replays all payments, their dollars included: the same as POST /api/admin/replays with the projector payments',
  body: nothing
});

export const rebuildSubscriptions = endpoint({
  ...started,
  id: 'rebuild-subscriptions',
  path: '/api/admin/rebuild-subscriptions',
  summary: 'Derives all subscriptions again from facts, payments and messages; only what differs is written',
  body: nothing
});

export const auditTransactions = endpoint({
  ...started,
  id: 'audit-transactions',
  path: '/api/admin/audit-transactions',
  summary: 'Compares the last blocks with the other source and repairs differences',
  body: z.strictObject({ blocks: wholeNumber({ min: 1, max: 200_000 }).default(4_320) }).default({ blocks: 4_320 })
});

export const backfill = endpoint({
  ...started,
  id: 'backfill',
  path: '/api/admin/backfill',
  summary: 'Makes snapshots for those of the last 365 days that have none: revenue from transactions, the rest unknown',
  body: nothing
});

export const backfillRepoCategories = endpoint({
  ...started,
  id: 'backfill-repo-categories',
  path: '/api/admin/backfill-repo-categories',
  summary: 'Sorts the images into categories that are in none yet',
  body: nothing
});

export const recategorizeRepos = endpoint({
  ...started,
  id: 'recategorize-repos',
  path: '/api/admin/recategorize-repos',
  summary: 'Sorts all images into categories again, and counts the categories of past days anew from them',
  body: nothing
});

export const takeSnapshot = endpoint({
  ...started,
  id: 'snapshot',
  path: '/api/admin/snapshot',
  summary: "Takes today's snapshot now, or fills in what it does not know yet",
  body: nothing
});

export const takeRepoSnapshot = endpoint({
  ...started,
  id: 'repo-snapshot',
  path: '/api/admin/repo-snapshot',
  summary: "Stores today's containers per image now",
  body: nothing
});

export const testServices = endpoint({
  ...started,
  id: 'test-services',
  path: '/api/admin/test-services',
  summary: 'Reads all sources of the census and the chain, now; the result is at test-status',
  body: nothing
});

export const backup = endpoint({
  ...started,
  id: 'backup',
  path: '/api/admin/backup',
  summary: 'Takes a backup now',
  body: nothing
});

export const backupDrill = endpoint({
  ...started,
  id: 'backup-drill',
  path: '/api/admin/backup-drill',
  summary: 'Restores the newest backup into a scratch database and compares it with what its manifest says',
  body: nothing
});

export const restore = endpoint({
  ...started,
  id: 'restore',
  path: '/api/admin/restore',
  summary:
    'Replaces all data by a backup of a day, the newest complete one unless told, or history by that of the original dashboard; a dry run only says what would change',
  body: z.strictObject({
    date: Day,
    run: z
      .string()
      .regex(/^(?:\d{8}T\d{6}Z-[0-9a-f]{8}|original)$/, { error: "the last part of a backup's name, or original" })
      .optional(),
    dryRun: z.boolean().default(false)
  })
});

export const checkIntegrity = endpoint({
  ...started,
  id: 'integrity',
  path: '/api/admin/integrity',
  summary: 'Holds what is stored against what it follows from, now; what differs is at /api/integrity',
  body: nothing
});

/** Older names of a replay of the payments. */
export const replayStarts: ReadonlySet<string> = new Set([backfillAppTypes.id, backfillAppNames.id, backfillUsd.id]);

/** They need a bucket for backups. */
export const backupJobs: ReadonlySet<string> = new Set([backup.id, backupDrill.id, restore.id]);

/** Endpoints that start the job of their id, or a replay. */
export const jobStarts = [
  revenueSync,
  clearRevenueData,
  resetRevenueSync,
  backfillAppTypes,
  backfillAppNames,
  rebuildSubscriptions,
  backfillUsd,
  auditTransactions,
  checkIntegrity,
  backfill,
  backfillRepoCategories,
  recategorizeRepos,
  takeSnapshot,
  takeRepoSnapshot,
  testServices,
  backup,
  backupDrill,
  restore
] as const;
