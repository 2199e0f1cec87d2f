/**
 * A panel: figures of one origin that stand alone. What cannot be had is null with its reason, never 0; what was had before
 * stays, with its age.
 */
import * as z from 'zod';
import { freshness } from '../kit/figures.ts';

export const sourceNames = ['node', 'electrum', 'rest', 'blockbook', 'own records'] as const;
export const SourceName = z.enum(sourceNames);
export type SourceName = z.infer<typeof SourceName>;

export const panelStates = ['ok', 'not configured', 'not available', 'off'] as const;

export function panelOf<T extends z.ZodType>(value: T) {
  return z.strictObject({
    state: z.enum(panelStates).describe('not available: it was not told when it was asked last; see reason'),
    reason: z.string().nullable(),
    source: SourceName.nullable(),
    value: value.nullable(),
    ...freshness
  });
}

export interface Panel<T> {
  state: (typeof panelStates)[number];
  reason: string | null;
  source: SourceName | null;
  value: T | null;
  asOf: number | null;
  stale: boolean;
}

/** Coins with 8 decimals. */
export const Coins = z
  .string()
  .regex(/^-?\d+\.\d{8}$/)
  .describe('coins, 8 decimals');
export const FeeRate = z.number().nonnegative().describe('satoshi per virtual byte');
export const Hash = z.string().regex(/^[0-9a-f]{64}$/);

export const cache = { maxAgeSeconds: 5, serverSeconds: 5 };
