import type { Progress } from '../../../../contract/health/health.ts';
import type { JobHealth } from '../../../platform/jobs/port.ts';

/** Of the sync that is running; null while none is. */
export function progressOf(jobs: JobHealth[]): Progress | null {
  const sync = jobs.find(({ name, state }) => name === 'revenue-sync' && state === 'running');
  if (sync === undefined) return null;
  const { done, total, etaSeconds } = sync;
  const isKnown = done !== null && total !== null && total > 0;
  const percent = isKnown ? Math.floor((Math.min(done, total) * 10_000) / total) / 100 : null;
  return { done, total, percent, etaSeconds };
}
