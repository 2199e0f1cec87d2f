/** What every panel about the market carries: whether it can be shown, and if not why. Each stands alone. */
import * as z from 'zod';
import { freshness } from '../kit/figures.ts';

export const statuses = ['ok', 'not configured', 'not available'] as const;
export type Status = (typeof statuses)[number];

export const panel = {
  status: z.enum(statuses),
  reason: z.string().nullable().describe('why nothing is shown; null: something is'),
  ...freshness
};

/** Answers are dropped when the data changes; visitors ask again after a minute. */
export const cache = { maxAgeSeconds: 60, serverSeconds: 300 };
