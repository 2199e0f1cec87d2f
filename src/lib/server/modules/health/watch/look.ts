/**
 * One look at all sources and jobs: who is well, and how long the newest answer took.
 *
 * A look a minute is what a day is made of, so that a day's share of good looks is its uptime. A source that was never asked
 * and a job that never ran are neither good nor bad. An answer is counted once, however often it is looked at.
 */
import { dateOf } from '../../../../domain/time/periods.ts';
import type { JobHealth } from '../../../platform/jobs/port.ts';
import type { SourceState } from '../../../platform/upstream/source-state.ts';
import type { FoundService } from '../statements.ts';

interface Seen {
  sources: readonly SourceState[];
  jobs: readonly JobHealth[];
  /** Unix seconds. */
  at: number;
}

/** Remembers which answers it has counted. */
export function createLook(): (seen: Seen) => FoundService[] {
  const counted = new Map<string, number>();

  return ({ sources, jobs, at }) => {
    const date = dateOf(at);
    const found = (kind: FoundService['kind'], name: string, isGood: boolean): FoundService => ({
      kind,
      name,
      date,
      good: isGood ? 1 : 0,
      bad: isGood ? 0 : 1,
      answers: 0,
      ms: 0
    });
    const ofSources = sources
      .filter(({ ok, lastSuccess }) => !ok || lastSuccess !== null)
      .map(({ name, ok, lastSuccess, lastMs }) => {
        const isNew = lastMs !== null && lastSuccess !== null && counted.get(name) !== lastSuccess;
        if (isNew) counted.set(name, lastSuccess);
        return { ...found('source', name, ok), ...(isNew && { answers: 1, ms: lastMs }) };
      });
    const ofJobs = jobs
      .filter(({ failingSince, lastSuccess }) => failingSince !== null || lastSuccess !== null)
      .map(({ name, failingSince }) => found('job', name, failingSince === null));
    return [...ofSources, ...ofJobs];
  };
}
