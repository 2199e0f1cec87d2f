/** What an operator sees of backups: how the last ones went, and what lies in the bucket. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Day, UnixTime } from '../kit/figures.ts';

export const backupStatus = endpoint({
  id: 'backupStatus',
  path: '/api/admin/backup-status',
  summary: 'The last backup and the last drill: when, how much, how long, what went wrong',
  auth: 'admin',
  response: z.strictObject({
    enabled: z.boolean(),
    healthy: z.boolean().nullable(),
    ageHours: z.number().nullable(),
    lastBackup: z
      .strictObject({ name: z.string(), createdAt: UnixTime, rows: Count, bytes: Count, durationMs: Count })
      .nullable(),
    failures: Count.describe('since the last backup'),
    lastError: z.string().nullable(),
    lastErrorAt: UnixTime.nullable(),
    lastDrill: z
      .strictObject({
        at: UnixTime,
        ok: z.boolean(),
        backup: z.string().nullable(),
        durationMs: Count,
        error: z.string().nullable()
      })
      .nullable()
  })
});

export const backups = endpoint({
  id: 'backups',
  path: '/api/admin/backups',
  summary: 'All backups in the bucket, newest first; those that cannot be restored with the reason',
  auth: 'admin',
  response: z.strictObject({
    enabled: z.boolean(),
    backups: z.array(
      z.strictObject({
        name: z.string(),
        date: Day,
        kind: z.enum(['own', 'original']).describe('original: of the original dashboard, which holds its history only'),
        state: z.enum(['complete', 'incomplete', 'refused']),
        reason: z.string().nullable(),
        createdAt: UnixTime.nullable(),
        rows: Count.nullable(),
        bytes: Count.nullable()
      })
    )
  })
});
