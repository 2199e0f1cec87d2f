/** How shapes and their changes lie in the store. What is damaged was never seen: the next document is the usual one. */
import * as z from 'zod';
import type { Drift, WatchedShape } from '../../../domain/drift/drift.ts';
import type { DriftRow, ShapeRow } from './statements.ts';

const Kind = z.enum(['string', 'number', 'boolean', 'array', 'object']);
const UsualField = z.object({
  within: z.string(),
  share: z.number(),
  of: z.number(),
  kinds: z.array(Kind),
  distinct: z.number()
});
export const StoredBaseline = z.object({
  looks: z.int(),
  rows: z.number(),
  fields: z.record(z.string(), UsualField),
  versions: z.array(z.int())
});
export const StoredChanges = z.array(
  z.object({
    what: z.enum(['gone', 'rarer', 'more often', 'kind', 'one value', 'version']),
    path: z.string(),
    before: z.string(),
    now: z.string()
  })
);

/** null: damaged. */
export function readStored<T>(schema: z.ZodType<T>, text: string): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export function watchedOf(shape: ShapeRow | undefined, newest: DriftRow | undefined): WatchedShape {
  return {
    baseline: shape === undefined ? null : readStored(StoredBaseline, shape.baseline),
    lastGoodAt: shape?.last_good_at ?? null,
    drift: newest === undefined ? null : driftOf(newest)
  };
}

function driftOf(row: DriftRow): Drift | null {
  const changes = readStored(StoredChanges, row.changes);
  const candidate = readStored(StoredBaseline, row.candidate);
  if (changes === null || candidate === null) return null;
  return {
    openedAt: row.opened_at,
    closedAt: row.closed_at,
    closedBy: row.closed_by,
    changes,
    isFrozen: row.is_frozen === 1,
    lastGoodAt: row.last_good_at,
    candidate,
    stableSince: row.stable_since,
    sample: row.sample
  };
}

export function rowOf(drift: Drift): Omit<DriftRow, 'document'> {
  return {
    opened_at: drift.openedAt,
    closed_at: drift.closedAt,
    closed_by: drift.closedBy,
    is_frozen: drift.isFrozen ? 1 : 0,
    changes: JSON.stringify(drift.changes),
    sample: drift.sample,
    candidate: JSON.stringify(drift.candidate),
    stable_since: drift.stableSince,
    last_good_at: drift.lastGoodAt
  };
}
