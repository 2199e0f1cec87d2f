/**
 * Latches what stands still, and tells it once. The latch outlives the process and the silence: it stays until an operator
 * has cleared it.
 */
import * as told from '../../../contract/health/events.ts';
import { isStalled, nextWatched, type Watched } from '../../../domain/sources/stalls.ts';
import { eventOf } from '../../platform/events/event.ts';
import type { Run, WorkDeps } from '../../platform/jobs/run.ts';
import type { EventDraft } from '../../platform/store/rows.ts';
import { everySecondsOf, lookAround, type Intervals, type Look, type LookDeps } from './looks.ts';
import type { StallRow } from './statements.ts';

export interface StallWatchDeps extends WorkDeps, LookDeps {
  intervals: Intervals;
  /** Seconds, monotonic: they stand still while the machine sleeps. */
  elapsed: () => number;
}

/** Resolves with how many changes were told. What is watched begins with the process. */
export function createStallWatch(deps: StallWatchDeps): (run: Pick<Run, 'lease'>) => Promise<number> {
  const watched = new Map<string, Watched>();

  /** Whether it has told nothing for too long while this process watched. */
  const isSilent = ({ source, silentSince }: Look, elapsed: number): boolean => {
    const next = nextWatched(watched.get(source), silentSince, elapsed);
    watched.set(source, next);
    return silentSince !== null && isStalled(next, everySecondsOf(source, deps.intervals), elapsed);
  };

  return async ({ lease }) => {
    const [elapsed, at] = [deps.elapsed(), deps.now()];
    const stored = new Map((await deps.store.query('source_stalls', {})).map((row) => [row.source, row]));
    const changed = (await lookAround(deps)).flatMap((look) => {
      const row = stored.get(look.source);
      const next = nextStall(row, look, { isSilent: isSilent(look, elapsed), at });
      return next === null || next === row ? [] : [{ look, next }];
    });
    if (changed.length === 0) return 0;
    const stalls = Object.fromEntries(changed.map(({ look, next }) => [look.source, next]));
    const events = changed.flatMap(({ look, next }) => eventsOf(look, next, at));
    await deps.store.query('store_source_stalls', { ...lease, stalls, events, now: at });
    return events.length;
  };
}

type Latch = Pick<StallRow, 'since' | 'recovered_at'>;

/** null: nothing is latched. */
function nextStall(
  latch: Latch | undefined,
  look: Look,
  { isSilent, at }: { isSilent: boolean; at: number }
): Latch | null {
  if (latch === undefined || latch.recovered_at !== null) {
    return isSilent ? { since: look.silentSince ?? at, recovered_at: null } : (latch ?? null);
  }
  return hasToldSince(look, latch.since) ? { ...latch, recovered_at: look.newest } : latch;
}

/** Whether it has told something after the moment since which it is latched. */
export function hasToldSince({ newest }: Pick<Look, 'newest'>, since: number): boolean {
  return newest !== null && newest > since;
}

function eventsOf({ source, isData, newest }: Look, { since, recovered_at }: Latch, at: number): EventDraft[] {
  const tell = (type: typeof told.sourceStalled, data: { since: number; lastSuccess: number | null }) => [
    eventOf(type, { source, reason: null, ...data }, { at, of: String(data.since) })
  ];
  if (recovered_at === null) return tell(told.sourceStalled, { since, lastSuccess: since });
  // That a service answers again is told by whoever told that it fails.
  return isData ? tell(told.sourceRecovered, { since: recovered_at, lastSuccess: newest }) : [];
}
