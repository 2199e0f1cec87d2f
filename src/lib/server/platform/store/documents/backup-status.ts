/** What an installation remembers of its backups: the last one, the last drill, and what became of its first start. */
import * as z from 'zod';
import { Count, Time } from './fields.ts';

export const backupStatus = {
  bootstrap: z.object({
    /** pending: the database was empty, and no source has been read to the end yet. */
    state: z.enum(['pending', 'taken', 'none', 'not-needed']),
    at: Time,
    /** Which backup was taken. */
    backup: z.string().nullable().catch(null),
    /** What could not be used, and why. */
    refused: z.array(z.object({ backup: z.string(), reason: z.string() })).catch([])
  }),
  backup: z.object({
    /** The newest complete one. */
    last: z.object({ name: z.string(), createdAt: Time, rows: Count, bytes: Count, durationMs: Count }).nullable(),
    /** Since that one. */
    failures: Count,
    failedAt: Time.nullable(),
    error: z.string().nullable().catch(null)
  }),
  drill: z.object({
    at: Time,
    ok: z.boolean(),
    backup: z.string().nullable().catch(null),
    durationMs: Count.catch(0),
    error: z.string().nullable().catch(null)
  })
};

export type BootstrapStatus = z.infer<typeof backupStatus.bootstrap>;
export type BackupStatus = z.infer<typeof backupStatus.backup>;
export type DrillStatus = z.infer<typeof backupStatus.drill>;
