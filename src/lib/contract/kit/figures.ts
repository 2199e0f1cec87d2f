/**
 * Figures as they travel.
 *
 * Money is decimal text (FLUX always 8 decimals, USD 2 to 6), times are unix seconds, dates UTC days. Unknown is null,
 * never 0.
 */
import * as z from 'zod';

export const Flux = z
  .string()
  .regex(/^-?\d+\.\d{8}$/)
  .describe('FLUX, 8 decimals');
export const Usd = z
  .string()
  .regex(/^-?\d+\.\d{2,6}$/)
  .describe('USD, 2 to 6 decimals');
export const Count = z.int().min(0);
export const UnixTime = z.int().min(0).describe('unix seconds');
export const Height = z.int().min(0);
export const Percent = z.number().describe('percent, 2 decimals');
export const Txid = z.string().regex(/^[0-9a-f]{64}$/);

const LAST_DAY = '9998-12-31';

/** A UTC day, from 1970 on; the days after it can be written, too. */
export const Day = z.iso
  .date({ error: 'a date, YYYY-MM-DD' })
  .refine((day) => day >= '1970-01-01', { error: 'a date from 1970-01-01 on' })
  .refine((day) => day <= LAST_DAY, { error: `a date up to ${LAST_DAY}` });

export const Trend = z.enum(['up', 'down', 'flat', 'unknown']);
export type Trend = z.infer<typeof Trend>;

/** Percent to 2 decimals, null when the past is 0 or unknown. */
export const change = { change: Percent.nullable(), trend: Trend };

/** How much of the network or the time span a figure covers; null where it covers all. */
export const Coverage = z.strictObject({
  known: Count,
  total: Count,
  unit: z.enum(['days', 'nodes', 'apps', 'containers', 'payments', 'lives'])
});
export type Coverage = z.infer<typeof Coverage>;

/** In answers over a range of days. */
export const firstDate = {
  firstDate: Day.nullable().optional().describe('the first day of which anything is known; before it all is null')
};

/** Of every section with figures of one origin: what moment they describe, and whether that is longer ago than allowed. */
export const freshness = { asOf: UnixTime.nullable(), stale: z.boolean() };
export interface Freshness {
  asOf: number | null;
  stale: boolean;
}
