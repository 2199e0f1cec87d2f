/** What an operator sees of snapshots and of the census's sources. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Day, Height, UnixTime } from '../kit/figures.ts';

export const snapshotStatus = endpoint({
  id: 'snapshotStatus',
  path: '/api/admin/snapshot-status',
  summary: 'Daily snapshots: whether today has one, how the last check went, which of the last 90 days have none',
  auth: 'admin',
  response: z.strictObject({
    healthy: z.boolean().nullable(),
    todaySnapshotExists: z.boolean(),
    lastSuccess: UnixTime.nullable(),
    lastError: z.string().nullable(),
    snapshots: Count,
    firstSnapshotDate: Day.nullable(),
    lastSnapshotDate: Day.nullable(),
    missingDates: z.array(Day),
    images: Count.describe('ever seen'),
    lastRepoDate: Day.nullable()
  })
});

export const testStatus = endpoint({
  id: 'testStatus',
  path: '/api/admin/test-status',
  summary: 'The last run of every census source and of the sync: when, with what result, how long',
  auth: 'admin',
  response: z.strictObject({
    completedAt: UnixTime.nullable().describe('of the last census'),
    sources: z.array(
      z.strictObject({
        name: z.string(),
        lastRun: UnixTime,
        lastSuccess: UnixTime.nullable(),
        ok: z.boolean(),
        durationMs: Count,
        rows: Count.nullable(),
        error: z.string().nullable()
      })
    ),
    sync: z.strictObject({ lastCompleted: UnixTime.nullable(), tip: Height.nullable(), isComplete: z.boolean() })
  })
});
