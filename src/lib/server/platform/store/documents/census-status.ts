/** What the census remembers of its last cycle: how the reading of each document went. */
import * as z from 'zod';
import { Count, Time } from './fields.ts';

/** How a document's last reading went, as the operator sees it. */
const DocumentReport = z.object({
  lastRun: Time,
  lastSuccess: Time.nullable(),
  ok: z.boolean(),
  durationMs: Count.catch(0),
  /** Rows of its newest good reading. */
  rows: Count.nullable().catch(null),
  error: z.string().nullable().catch(null)
});
export type DocumentReport = z.infer<typeof DocumentReport>;

export const censusStatus = {
  census: z.object({ completedAt: Time, documents: z.record(z.string(), DocumentReport) })
};
