/**
 * What the daily history remembers: how the last check of snapshots went, with which tables the images were sorted, and that
 * the statistics service was asked for its past.
 */
import * as z from 'zod';
import { Count, Time } from './fields.ts';

export const historyStatus = {
  snapshots: z.object({ lastSuccess: Time.nullable(), lastError: z.string().nullable().catch(null) }),
  categories: z.object({ version: z.string() }),
  nodeHistory: z.object({ completedAt: Time, days: Count.catch(0) })
};
