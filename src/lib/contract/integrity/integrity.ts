/** What the product found when it held what it stores against what that follows from. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, UnixTime } from '../kit/figures.ts';

const Integrity = z.strictObject({
  checkedAt: UnixTime.nullable(),
  ok: z.boolean().nullable().describe('null: nothing was checked yet'),
  checks: z.array(
    z.strictObject({
      name: z.string(),
      checkedAt: UnixTime,
      rows: Count.describe('that were looked at'),
      differences: Count,
      note: z.string().nullable().describe('why it could not be made; null: it was')
    })
  ),
  findings: z
    .array(
      z.strictObject({
        check: z.string(),
        key: z.string(),
        expected: z.string(),
        found: z.string(),
        since: UnixTime
      })
    )
    .describe('the first of each check; differences counts all')
});
export type Integrity = z.infer<typeof Integrity>;

export const integrity = endpoint({
  id: 'integrityReport',
  path: '/api/integrity',
  summary:
    'Raw outputs against the index of addresses, roll-ups against rows, the log of changes against its numbers, subscriptions against their law; nothing of it is mended silently',
  response: Integrity,
  cache: { maxAgeSeconds: 0, serverSeconds: 5 }
});
