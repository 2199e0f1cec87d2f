/**
 * Events of the product's own work: its sources, snapshots, backups and jobs. Anybody may read them, so they hold no texts of
 * errors but those of sources, which health shows too.
 */
import * as z from 'zod';
import { eventType } from '../kit/events.ts';
import { Count, Day, UnixTime } from '../kit/figures.ts';

const topic = 'sources';

const Source = z.strictObject({
  source: z.string(),
  /** Since when it has been so. */
  since: UnixTime,
  lastSuccess: UnixTime.nullable(),
  reason: z.string().nullable()
});
const source = {
  version: 1,
  topic,
  payload: Source,
  subject: (told: z.infer<typeof Source>) => told.source,
  recurs: true
} as const;
const failing = { source: 'blockbook', since: 1_795_188_600, lastSuccess: 1_795_188_540, reason: 'blockbook: 502' };

export const sourceFailing = eventType({
  ...source,
  name: 'source.failing',
  summary: 'A source does not give what it is asked for',
  example: failing
});
export const sourceRecovered = eventType({
  ...source,
  name: 'source.recovered',
  summary: 'A source that failed, or stood still, answers again',
  example: { ...failing, since: 1_795_188_700, lastSuccess: 1_795_188_700, reason: null }
});
export const sourceStalled = eventType({
  ...source,
  name: 'source.stalled',
  summary: 'A source has told nothing for longer than five minutes and two and a half of its intervals',
  example: { ...failing, reason: null }
});

export const snapshotTaken = eventType({
  name: 'snapshot.taken',
  version: 1,
  topic,
  summary: "The day's snapshot was taken",
  payload: z.strictObject({ date: Day, takenAt: UnixTime, missing: z.array(z.string()) }),
  subject: ({ date }) => date,
  example: { date: '2026-11-20', takenAt: 1_795_188_600, missing: [] }
});

export const backupSucceeded = eventType({
  name: 'backup.succeeded',
  version: 1,
  topic,
  summary: 'A backup was written completely',
  payload: z.strictObject({ backup: z.string(), createdAt: UnixTime, rows: Count, bytes: Count }),
  subject: ({ backup }) => backup,
  example: {
    backup: 'bucket/2026-11-20/20261120T153000Z-1a2b3c4d',
    createdAt: 1_795_188_600,
    rows: 1_000,
    bytes: 50_000
  }
});
export const backupFailed = eventType({
  name: 'backup.failed',
  version: 1,
  topic,
  summary: 'A backup could not be written',
  payload: z.strictObject({ failedAt: UnixTime, failures: Count.describe('one after the other') }),
  subject: ({ failedAt }) => String(failedAt),
  example: { failedAt: 1_795_188_600, failures: 1 }
});

export const jobFailed = eventType({
  name: 'job.failed',
  version: 1,
  topic,
  summary: 'A run of a job has failed',
  payload: z.strictObject({ job: z.string(), run: z.string(), failedAt: UnixTime }),
  subject: ({ run }) => run,
  example: { job: 'census', run: '0b1e7c1e-3c55-4a0e-9a55-0d2f4a3f8a11', failedAt: 1_795_188_600 }
});

export default [sourceFailing, sourceRecovered, sourceStalled, snapshotTaken, backupSucceeded, backupFailed, jobFailed];
