/** Daily closes as answers over them say what they are made of. */
import * as z from 'zod';
import { Count, Day } from '../kit/figures.ts';

export const Price = z.number().describe('in whole units of the currency');
/** What closes an answer is made of. */
export const History = z.strictObject({
  first: Day.nullable(),
  last: Day.nullable(),
  count: Count,
  missingDays: Count.describe('days between the first and the last that nobody told'),
  gaps: z.array(z.strictObject({ start: Day, end: Day, days: Count })),
  sources: z.record(z.string(), Count).describe('closes by who told them')
});
export type History = z.infer<typeof History>;
