/** A job's place in the scheduler: what this process knows of it, and how that and its rows look to others. */
import type { JobRow } from '../store/rows.ts';
import type { Statements } from '../store/store.ts';
import type { JobHealth, JobView } from './port.ts';
import { etaSeconds, type ProgressRecord } from './progress.ts';
import type { JobDefinition } from './scheduler.ts';

export interface Slot {
  definition: JobDefinition;
  timer: NodeJS.Timeout | null;
  nextRun: number | null;
  running: Promise<void> | null;
  /** Asked for: it runs whether or not the current tick has had its run. */
  isOwed: boolean;
  /** The newest run ended because the store was away or the lease another's. */
  isCutShort: boolean;
  progress: ProgressRecord | null;
  state: JobView['state'] | null;
  lastSuccess: number | null;
  lastError: string | null;
  /** The end of a run that the store did not take. */
  unrecorded: Statements['job_finish']['args'] | null;
}

export function slotOf(definition: JobDefinition): Slot {
  return {
    definition,
    timer: null,
    nextRun: null,
    running: null,
    isOwed: false,
    isCutShort: false,
    progress: null,
    state: null,
    lastSuccess: null,
    lastError: null,
    unrecorded: null
  };
}

export function healthOf(slot: Slot, now: number): JobHealth[] {
  if (slot.state === null) return [];
  const { done, total } = slot.progress ?? { done: null, total: null };
  return [
    {
      name: slot.definition.name,
      state: slot.state,
      lastSuccess: slot.lastSuccess,
      lastError: slot.lastError,
      done,
      total,
      etaSeconds: slot.progress === null ? null : etaSeconds(slot.progress, now),
      nextRun: slot.timer === null ? null : slot.nextRun
    }
  ];
}

export function viewOf(row: JobRow, now: number): JobView {
  const pace = { startedAt: row.started_at, done: row.done, total: row.total };
  return {
    id: row.id,
    name: row.name,
    state: row.state,
    requestedBy: row.requested_by,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    done: row.done,
    total: row.total,
    etaSeconds: row.state === 'running' ? etaSeconds(pace, now) : null,
    error: row.error,
    result: row.result === null ? null : (JSON.parse(row.result) as unknown)
  };
}
