/** A job's place in the scheduler: what this process knows of it, and how that and its rows look to others. */
import type { JobRow } from '../store/rows.ts';
import type { Statements } from '../store/store.ts';
import type { JobHealth, JobView } from './port.ts';
import { etaSeconds, type ProgressRecord } from './progress.ts';
import type { JobDefinition } from './job.ts';

export interface Slot {
  definition: JobDefinition;
  timer: NodeJS.Timeout | null;
  /** Monotonic seconds. */
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
  /** Since when runs by schedule have failed, unix seconds; null: they do not. */
  failingSince: number | null;
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
    failingSince: null,
    unrecorded: null
  };
}

export function noteBegin(slot: Slot, progress: ProgressRecord): void {
  slot.progress = progress;
  slot.state = 'running';
  slot.isCutShort = false;
}

interface End {
  state: 'succeeded' | 'failed' | 'interrupted';
  error: string | null;
  isScheduled: boolean;
  /** Unix seconds. */
  at: number;
}

/** Whoever asked for a run is told of its failure where they follow it: that says nothing of what runs by itself. */
export function noteEnd(slot: Slot, { state, error, isScheduled, at }: End): void {
  slot.progress = null;
  slot.state = state;
  slot.lastError = error;
  if (state === 'succeeded') {
    slot.lastSuccess = at;
    slot.failingSince = null;
  } else if (state === 'failed' && isScheduled) slot.failingSince ??= at;
}

/** Work without an interval may never come again: its failure is forgotten after a day. */
const REMEMBERED_SECONDS = 86_400;

function failingSince({ definition, failingSince: since }: Slot, now: number): number | null {
  const isForgotten = definition.everyMs === null && since !== null && now - since >= REMEMBERED_SECONDS;
  return isForgotten ? null : since;
}

export function healthOf(slot: Slot, { now, elapsed }: { now: number; elapsed: number }): JobHealth[] {
  if (slot.state === null) return [];
  const { done, total } = slot.progress ?? { done: null, total: null };
  return [
    {
      name: slot.definition.name,
      state: slot.state,
      lastSuccess: slot.lastSuccess,
      lastError: slot.lastError,
      failingSince: failingSince(slot, now),
      done,
      total,
      etaSeconds: slot.progress === null ? null : etaSeconds(slot.progress, elapsed),
      nextRun: slot.timer === null || slot.nextRun === null ? null : now + Math.ceil(slot.nextRun - elapsed)
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
