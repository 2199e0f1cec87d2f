/**
 * Runs jobs: on a schedule and on demand, one run of a name at a time among all processes of a store, every run a row
 * with its progress and its end.
 *
 * A failing job is logged, recorded and tried again at its next turn; nothing it throws escapes. A process that died
 * leaves a row in state running, which is marked interrupted by the next start.
 */
import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { AppError, Conflict, NotFound } from '../errors.ts';
import type { JobRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import type { JobHealth, Jobs, JobView } from './port.ts';
import { createProgress, etaSeconds, type ProgressRecord } from './progress.ts';

export interface JobContext {
  args: Record<string, unknown>;
  signal: AbortSignal;
  log: Logger;
  progress: (done: number, total: number) => void;
}

export interface JobDefinition {
  name: string;
  /** null: on demand only. */
  everyMs: number | null;
  /** Wait before the first scheduled run. */
  delayMs?: number;
  /** What it resolves with is kept as the job's result. */
  run: (context: JobContext) => Promise<unknown>;
}

export interface Scheduler extends Jobs {
  /** Marks what a dead process left running, then starts the schedules. */
  begin(): Promise<void>;
  /** Runs a scheduled job soon, at once if it is idle. */
  kick(name: string): void;
  /** No new runs; running ones are told to stop and waited for. */
  stop(): Promise<void>;
}

interface Slot {
  definition: JobDefinition;
  timer: NodeJS.Timeout | null;
  nextRun: number | null;
  running: Promise<void> | null;
  isKicked: boolean;
  progress: ProgressRecord | null;
  state: JobView['state'] | null;
  lastSuccess: number | null;
  lastError: string | null;
}

/** Other processes' runs without a sign of life for so long are over. */
const SILENT_SECONDS = 120;

export interface SchedulerOptions {
  store: Store;
  definitions: JobDefinition[];
  holder: string;
  /** Whether this is the only process of its store: then whatever is marked running at the start is over. */
  isAlone: boolean;
  now: () => number;
  log: Logger;
}

export function createScheduler({ store, definitions, holder, isAlone, now, log }: SchedulerOptions): Scheduler {
  const stopping = new AbortController();
  const slots = new Map(definitions.map((definition) => [definition.name, slotOf(definition)]));

  const markInterrupted = async (silentSince: number): Promise<void> => {
    const rows = await store.query('jobs_interrupted', { silent_since: silentSince, now: now() });
    for (const { id, name } of rows) log.warn({ job: name, id }, 'job was interrupted');
  };

  const record = async (slot: Slot, args: Record<string, unknown>, requestedBy: string): Promise<string> => {
    const { name } = slot.definition;
    const id = randomUUID();
    await markInterrupted(now() - SILENT_SECONDS);
    const row = {
      id,
      name,
      requested_by: requestedBy,
      arguments: JSON.stringify(args),
      holder,
      none_since: null,
      now: now()
    };
    const [recorded] = await store.query('job_start', row);
    if (recorded !== undefined) return id;
    const running = (await store.query('jobs_latest', {})).find((job) => job.name === name);
    throw new Conflict(`${name} is running already`, running?.id ?? '');
  };

  const execute = async (slot: Slot, id: string, args: Record<string, unknown>): Promise<void> => {
    const { name, run } = slot.definition;
    const jobLog = log.child({ job: name });
    const startedAt = performance.now();
    const progress = createProgress({ store, id, now, log: jobLog });
    slot.progress = progress.record;
    slot.state = 'running';
    let end: { state: 'succeeded' | 'failed' | 'interrupted'; error: string | null; result: unknown };
    try {
      const result = await run({ args, signal: stopping.signal, log: jobLog, progress: progress.report });
      end = { state: 'succeeded', error: null, result };
      slot.lastSuccess = now();
      slot.lastError = null;
    } catch (err) {
      const error = err instanceof Error ? err.message : String(err);
      end = { state: stopping.signal.aborted ? 'interrupted' : 'failed', error, result: null };
      if (end.state === 'failed') {
        slot.lastError = error;
        jobLog[err instanceof AppError && err.retryable ? 'warn' : 'error']({ err }, 'job failed');
      }
    }
    slot.state = end.state;
    slot.progress = null;
    await progress.stop();
    const result = end.result === undefined ? null : JSON.stringify(end.result);
    await store.query('job_finish', { id, state: end.state, error: end.error, result, now: now() });
    jobLog.info({ state: end.state, durationMs: Math.round(performance.now() - startedAt) }, 'job ended');
  };

  /** Never rejects: what goes wrong around a run (the store is away) is logged, and the schedule goes on. */
  const launch = (slot: Slot, id: string, args: Record<string, unknown>): void => {
    slot.running = execute(slot, id, args)
      .catch((err: unknown) => log.error({ job: slot.definition.name, err }, 'job could not be recorded'))
      .then(() => {
        slot.running = null;
        plan(slot);
      });
  };

  const plan = (slot: Slot): void => {
    const { everyMs } = slot.definition;
    if (stopping.signal.aborted || (everyMs === null && !slot.isKicked)) return;
    const waitMs = slot.isKicked ? 0 : (everyMs ?? 0);
    slot.isKicked = false;
    schedule(slot, waitMs);
  };

  const schedule = (slot: Slot, waitMs: number): void => {
    if (slot.timer !== null) clearTimeout(slot.timer);
    slot.nextRun = now() + Math.ceil(waitMs / 1000);
    slot.timer = setTimeout(() => {
      slot.timer = null;
      record(slot, {}, 'schedule').then(
        (id) => launch(slot, id, {}),
        (err: unknown) => {
          if (!(err instanceof Conflict)) log.warn({ job: slot.definition.name, err }, 'job not started');
          plan(slot);
        }
      );
    }, waitMs);
  };

  return {
    async begin() {
      await markInterrupted(isAlone ? now() : now() - SILENT_SECONDS);
      for (const row of await store.query('jobs_latest', {})) {
        const slot = slots.get(row.name);
        if (slot !== undefined) slot.lastSuccess = row.last_success;
      }
      for (const slot of slots.values()) {
        if (slot.definition.everyMs !== null) schedule(slot, slot.definition.delayMs ?? 0);
      }
    },
    kick(name) {
      const slot = slots.get(name);
      if (slot === undefined || stopping.signal.aborted) return;
      if (slot.running === null) schedule(slot, 0);
      else slot.isKicked = true;
    },
    async start(name, args, requestedBy) {
      const slot = slots.get(name);
      if (slot === undefined) throw new NotFound(`there is no job ${name}`);
      const id = await record(slot, args, requestedBy);
      if (slot.timer !== null) clearTimeout(slot.timer);
      slot.timer = null;
      launch(slot, id, args);
      const [row] = await store.query('job_by_id', { id });
      if (row === undefined) throw new NotFound(`there is no job ${id}`);
      return viewOf(row, now());
    },
    async list(limit) {
      return (await store.query('jobs_list', { limit })).map((row) => viewOf(row, now()));
    },
    async get(id) {
      const [row] = await store.query('job_by_id', { id });
      return row === undefined ? null : viewOf(row, now());
    },
    health: () => [...slots.values()].flatMap((slot) => healthOf(slot, now())),
    async stop() {
      stopping.abort(new Error('the process is stopping'));
      for (const slot of slots.values()) if (slot.timer !== null) clearTimeout(slot.timer);
      for (const { running } of slots.values()) await running;
    }
  };
}

function slotOf(definition: JobDefinition): Slot {
  return {
    definition,
    timer: null,
    nextRun: null,
    running: null,
    isKicked: false,
    progress: null,
    state: null,
    lastSuccess: null,
    lastError: null
  };
}

function healthOf(slot: Slot, now: number): JobHealth[] {
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

function viewOf(row: JobRow, now: number): JobView {
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
