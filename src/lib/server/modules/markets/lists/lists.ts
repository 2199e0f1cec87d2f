/** What a file of lists holds; each part may be missing, its day and who made it may not. */
import { z } from 'zod';
import { isDate } from '../../../../domain/time/periods.ts';

const name = z.string().min(1).max(200);
const worth = z.object({
  name,
  symbol: name.nullish().transform((told) => told ?? null),
  marketCapUsd: z.number().positive()
});
/** Base58 or bech32; whether it exists, the source of balances says. */
const address = z.string().regex(/^(bc1[02-9ac-hj-np-z]{6,87}|[13][1-9A-HJ-NP-Za-km-z]{25,34})$/);

export const listsSchema = z.object({
  asOf: z.string().refine(isDate, { error: 'a date, YYYY-MM-DD' }),
  source: name,
  companies: z.array(worth).max(1_000).optional(),
  commodities: z.array(worth).max(1_000).optional(),
  addresses: z
    .array(z.object({ label: name, kind: name, address }))
    .max(500)
    .optional()
});
export type Lists = z.infer<typeof listsSchema>;
