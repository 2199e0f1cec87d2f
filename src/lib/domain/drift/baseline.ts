/**
 * What a document usually looks like: `(baseline, shape) -> baseline`. Shares follow slowly, so that a network that grows
 * takes its documents along; kinds and versions that were seen once are known for good.
 */
import type { Kind, Shape } from './shape.ts';

export interface UsualField {
  within: string;
  /** In which share of the objects around it. */
  share: number;
  /** Of how many objects that is known, as of one document. */
  of: number;
  kinds: Kind[];
  distinct: number;
}

export interface Baseline {
  looks: number;
  rows: number;
  fields: Record<string, UsualField>;
  versions: number[];
}

/** Of a new document against all before it. */
const NEWEST_WEIGHT = 0.1;

export function learn(baseline: Baseline | null, shape: Shape): Baseline {
  const looks = baseline?.looks ?? 0;
  const weight = Math.max(NEWEST_WEIGHT, 1 / (looks + 1));
  const blend = (before: number, now: number) => before + weight * (now - before);
  const fields: Record<string, UsualField> = { ...baseline?.fields };
  for (const [path, usual] of Object.entries(fields)) {
    const of = shape.counts[usual.within] ?? 0;
    if (of === 0) continue;
    const seen = shape.fields[path];
    fields[path] = {
      within: usual.within,
      share: blend(usual.share, (seen?.filled ?? 0) / of),
      of: blend(usual.of, of),
      kinds: [...new Set([...usual.kinds, ...kindsOf(seen?.kinds)])],
      distinct: seen?.distinct ?? usual.distinct
    };
  }
  for (const [path, { within, filled, kinds, distinct }] of Object.entries(shape.fields)) {
    const of = shape.counts[within] ?? 0;
    if (fields[path] !== undefined || of === 0) continue;
    fields[path] = { within, share: filled / of, of, kinds: kindsOf(kinds), distinct };
  }
  return {
    looks: looks + 1,
    rows: baseline === null ? shape.rows : blend(baseline.rows, shape.rows),
    fields,
    versions: [...new Set([...(baseline?.versions ?? []), ...shape.versions])].sort((a, b) => a - b)
  };
}

function kindsOf(kinds: Partial<Record<Kind, number>> = {}): Kind[] {
  return Object.keys(kinds) as Kind[];
}
