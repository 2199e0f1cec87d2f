/** Replays: a projection made again from what it follows from, beside what is stored of it. */
import * as z from 'zod';
import { Job } from '../admin/jobs.ts';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Height, UnixTime } from '../kit/figures.ts';
import { limitUpTo, wholeNumber } from '../kit/parameters.ts';

export const projectorNames = ['payments', 'subscriptions', 'daily', 'events', 'usage'] as const;
export type ProjectorName = (typeof projectorNames)[number];
const Projector = z.enum(projectorNames, { error: `one of ${projectorNames.join(', ')}` });

export const Replay = z.strictObject({
  id: z.string().nullable().describe('null: there was none yet'),
  projector: z.string().nullable(),
  state: z
    .enum(['none', 'running', 'interrupted', 'completed', 'failed'])
    .describe('interrupted: it was cut off, and goes on by itself'),
  isReplaying: z.boolean(),
  dryRun: z.boolean(),
  fromHeight: Height.nullable(),
  toHeight: Height.nullable(),
  batchSize: Count.nullable(),
  rowsReplayed: Count,
  rowsRemaining: Count,
  totalRows: Count,
  rowsPerSecond: z.number().nullable().describe('of the run that is under way'),
  estimatedCompletion: UnixTime.nullable().describe('at the pace of the run that is under way'),
  changedRows: Count.describe('that differ from what was stored'),
  startedAt: UnixTime.nullable(),
  finishedAt: UnixTime.nullable(),
  error: z.string().nullable()
});
export type Replay = z.infer<typeof Replay>;

const height = wholeNumber({ min: 0, max: 2_147_483_646 });
const Started = z.strictObject({ job: Job });

export const startReplay = endpoint({
  id: 'startReplay',
  method: 'POST',
  path: '/api/admin/replays',
  summary:
    'Makes a projection again beside what is stored, and puts it in its place at the end; a dry run only says which rows would change. 409 with the running one. The id of the job is that of the replay',
  auth: 'admin',
  status: 202,
  body: z
    .strictObject({
      projector: Projector,
      fromHeight: height.optional(),
      toHeight: height.optional(),
      batchSize: wholeNumber({ min: 100, max: 5_000 }).default(1_000),
      dryRun: z.boolean().default(false)
    })
    .refine(({ fromHeight = 0, toHeight = Infinity }) => fromHeight <= toHeight, {
      path: ['toHeight'],
      error: 'not below fromHeight'
    }),
  response: Started
});

export const currentReplay = endpoint({
  id: 'currentReplay',
  path: '/api/admin/replays/current',
  summary: 'The replay that is under way, else the newest one',
  auth: 'admin',
  response: Replay
});

const params = z.strictObject({ id: z.string().min(1).max(100) });

export const replayById = endpoint({
  id: 'replayById',
  path: '/api/admin/replays/:id',
  summary: 'One replay',
  auth: 'admin',
  params,
  response: Replay
});

export const replayChanges = endpoint({
  id: 'replayChanges',
  path: '/api/admin/replays/:id/changes',
  summary:
    'The rows that a replay changes or has changed, or would in a dry run, by key. Kept until the next replay begins',
  auth: 'admin',
  params,
  query: z.strictObject({ after: z.string().max(300).default(''), limit: limitUpTo(1_000, 100) }),
  response: z.strictObject({
    changes: z.array(
      z.strictObject({ key: z.string(), height: Height.nullable(), before: z.unknown(), after: z.unknown() })
    ),
    next: z.string().nullable()
  })
});

export const startReplayAlias = endpoint({
  id: 'startReplayAlias',
  method: 'POST',
  path: '/api/admin/indexer/events/replay',
  summary: 'The same as POST /api/admin/replays, also at /internal/indexer/events/replay',
  auth: 'admin',
  status: 202,
  body: z
    .strictObject({
      contract_id: Projector,
      from_block: height.optional(),
      to_block: height.optional(),
      batch_size: wholeNumber({ min: 100, max: 5_000 }).default(1_000),
      dry_run: z.boolean().default(false)
    })
    .refine(({ from_block = 0, to_block = Infinity }) => from_block <= to_block, {
      path: ['to_block'],
      error: 'not below from_block'
    }),
  response: Started
});

export const indexerStatus = endpoint({
  id: 'indexerStatus',
  path: '/api/admin/indexer/status',
  summary: 'The same as GET /api/admin/replays/current, also at /internal/indexer/status',
  auth: 'admin',
  response: Replay
});
