/**
 * When a document has changed its shape: `(watched, look) -> watched`.
 *
 * One document is enough to open an incident: what follows from it must not be believed once. It closes when the usual shape
 * is back, when the new one has stayed the same and could be read for six hours, or by an operator. One that comes back
 * within an hour is the same incident. A new version freezes nothing: readers keep what is common to all versions.
 */
import { learn, type Baseline } from './baseline.ts';
import { changesOf, changesOfOne, saysNothing, type Change } from './changes.ts';
import type { Shape } from './shape.ts';

/** How long a new shape must be the same before it is the usual one. */
export const STABLE_SECONDS = 6 * 3_600;
const SAME_INCIDENT_SECONDS = 3_600;

export interface Drift {
  openedAt: number;
  closedAt: number | null;
  closedBy: 'shape' | 'time' | 'operator' | null;
  changes: Change[];
  /** Figures that follow from the document stay as they were. */
  isFrozen: boolean;
  /** When the document last had its usual shape; null: not since it is watched. */
  lastGoodAt: number | null;
  /** The new shape, and since when it has been the same and readable. */
  candidate: Baseline;
  stableSince: number;
  /** A row that shows it, masked; JSON text. */
  sample: string;
}

export interface WatchedShape {
  /** null: never seen. */
  baseline: Baseline | null;
  lastGoodAt: number | null;
  /** The newest incident, open or closed. */
  drift: Drift | null;
}

export interface Look {
  shape: Shape;
  /** The shape of the row at which reading stopped; null: all was read. */
  refused: Shape | null;
  /** A single answer that could be read is as it should be, however it looks. */
  isAnswer: boolean;
  at: number;
  sampleOf: (changes: readonly Change[]) => string;
}

export const unwatched: WatchedShape = { baseline: null, lastGoodAt: null, drift: null };

export function nextShape(watched: WatchedShape, look: Look): WatchedShape {
  const { shape, refused, isAnswer, at } = look;
  const { baseline, drift } = watched;
  if (shape.rows === 0) return watched;
  if (baseline === null)
    return refused === null ? { ...watched, baseline: learn(null, shape), lastGoodAt: at } : watched;
  const changes = changesIn(baseline, look);
  if (changes.length > 0) return withChanges(watched, baseline, changes, look);
  // Refused for another reason: nothing is said of its shape.
  if (refused !== null) return watched;
  const isOpen = drift !== null && drift.closedAt === null;
  const next = isAnswer && baseline.looks >= ANSWER_LOOKS && !isOpen ? baseline : learn(baseline, shape);
  const closed = isOpen ? { ...drift, closedAt: at, closedBy: 'shape' as const, isFrozen: false } : drift;
  return { baseline: next, lastGoodAt: at, drift: closed };
}

/** Answers that could be read so many times are known; there may be thousands. */
export const ANSWER_LOOKS = 20;

function changesIn(baseline: Baseline, { shape, refused, isAnswer }: Look): Change[] {
  if (isAnswer && (refused === null || saysNothing(baseline, shape))) return [];
  const changes = isAnswer ? [] : changesOf(baseline, shape);
  return changes.length > 0 || refused === null ? changes : changesOfOne(baseline, refused);
}

function withChanges(
  watched: WatchedShape,
  baseline: Baseline,
  changes: Change[],
  { shape, refused, at, sampleOf }: Look
): WatchedShape {
  const { drift: known, lastGoodAt } = watched;
  const isReadable = refused === null;
  const isSame = known !== null && at - (known.closedAt ?? at) < SAME_INCIDENT_SECONDS && known.closedBy !== 'operator';
  const goesOn = isSame && known.closedAt === null && isReadable && changesOf(known.candidate, shape).length === 0;
  const drift: Drift = {
    openedAt: isSame ? known.openedAt : at,
    closedAt: null,
    closedBy: null,
    changes,
    isFrozen: changes.some(({ what }) => what !== 'version'),
    lastGoodAt,
    candidate: learn(goesOn ? known.candidate : null, shape),
    stableSince: goesOn ? known.stableSince : at,
    sample: isSame && known.closedAt === null ? known.sample : sampleOf(changes)
  };
  if (!isReadable || at - drift.stableSince < STABLE_SECONDS) return { ...watched, drift };
  return {
    baseline: adopted(baseline, drift),
    lastGoodAt: at,
    drift: { ...drift, closedAt: at, closedBy: 'time', isFrozen: false }
  };
}

/** The new shape as the usual one. Versions that were known stay known. */
export function adopted({ versions }: Baseline, { candidate }: Pick<Drift, 'candidate'>): Baseline {
  return { ...candidate, versions: [...new Set([...versions, ...candidate.versions])].sort((a, b) => a - b) };
}
