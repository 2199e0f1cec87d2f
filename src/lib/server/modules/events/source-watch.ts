/** Tells of sources that fail or answer again. Of what stands still the module `stalls` tells. */
import * as told from '../../../contract/health/events.ts';
import { nextSourceMark, type SourceMark } from '../../../domain/events/source-marks.ts';
import { eventOf } from '../../platform/events/event.ts';
import type { Run, WorkDeps } from '../../platform/jobs/run.ts';
import { readMarks, tellMarks } from '../../platform/store/documents/event-status.ts';
import type { EventDraft } from '../../platform/store/rows.ts';
import type { SourceState } from '../../platform/upstream/source-state.ts';

export interface SourceWatchDeps extends WorkDeps {
  sources: () => SourceState[];
}

interface Seen {
  name: string;
  mark: SourceMark | undefined;
  lastSuccess: number | null;
  reason: string | null;
}

/** Resolves with how many changes were told. */
export async function watchSources(deps: SourceWatchDeps, run: Run): Promise<number> {
  const at = deps.now();
  const before = (await readMarks(deps.store))['marks-sources'] ?? {};
  const seen = lookAtSources(deps, before, at);
  const changed = seen.filter(({ name, mark }) => mark !== undefined && mark !== before[name]);
  if (changed.length === 0) return 0;
  const marks = { ...before, ...Object.fromEntries(changed.map(({ name, mark }) => [name, mark])) };
  const events = changed.flatMap((each) => eventsOf(each, at));
  await tellMarks(deps, run, { marks: { 'marks-sources': marks as Record<string, SourceMark> }, events });
  return events.length;
}

type Marks = Readonly<Record<string, SourceMark>>;

function lookAtSources({ sources }: SourceWatchDeps, before: Marks, at: number): Seen[] {
  return sources().map((state) => {
    const mark = nextSourceMark(before[state.name], state, at);
    const isFailing = mark?.state === 'failing';
    return { name: state.name, mark, lastSuccess: state.lastSuccess, reason: isFailing ? state.lastError : null };
  });
}

const types = { well: told.sourceRecovered, failing: told.sourceFailing };

function eventsOf({ name, mark, lastSuccess, reason }: Seen, at: number): EventDraft[] {
  if (mark === undefined) return [];
  const data = { source: name, since: mark.since, lastSuccess, reason };
  return [eventOf(types[mark.state], data, { at, of: String(mark.since) })];
}
