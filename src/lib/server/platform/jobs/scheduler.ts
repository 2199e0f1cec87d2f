/**
 * Runs jobs: on a schedule and on demand, one run of a name at a time among all processes of a store, every run a row
 * with its progress and its end.
 *
 * A failing job is logged, recorded and tried again at its next turn; nothing it throws escapes. What failed because the
 * store was away or the lease was lost is tried again soon. A process that died leaves a row in state running, which is
 * marked interrupted by the next start; among several processes its tick is then run by another (see ticks.ts).
 */
import { randomUUID } from 'node:crypto';
import { jobFailed } from '../../../contract/health/events.ts';
import { AppError, Conflict, NotFound, StaleFenceError, StoreError } from '../errors.ts';
import { eventOf } from '../events/event.ts';
import { LEASE_SECONDS } from './leases.ts';
import type { JobDefinition } from './job.ts';
import type { Jobs } from './port.ts';
import { createProgress } from './progress.ts';
import { createPruning, type PruningOptions } from './pruning.ts';
import { healthOf, noteBegin, noteEnd, slotOf, viewOf, type Slot } from './slots.ts';
import { tickStart, untilNextTick } from './ticks.ts';

export interface Scheduler extends Jobs {
  /** Marks what a dead process left running, then starts the schedules. */
  begin(): Promise<void>;
  /** Runs a scheduled job soon, at once if it is idle. */
  kick(name: string): void;
  /** No new runs; running ones are told to stop and waited for. */
  stop(): Promise<void>;
}

/** Other processes' runs without a sign of life for so long are over, as is their lease. */
const SILENT_SECONDS = LEASE_SECONDS;
/** The store is away, or another process is at it: it may be over or dead by then. */
const AGAIN_MS = 20_000;

interface Asked {
  args: Record<string, unknown>;
  requestedBy: string;
  /** Unix seconds: however long recording takes, a run belongs to the tick that was due. */
  at: number;
  /** Only if no run has started since then, unix seconds; null: in any case. */
  noneSince: number | null;
}

interface StartedRun {
  id: string;
  args: Record<string, unknown>;
  isScheduled: boolean;
}

export interface SchedulerOptions extends PruningOptions {
  definitions: JobDefinition[];
  holder: string;
  /** Whether this is the only process of its store: then whatever is marked running at the start is over. */
  isAlone: boolean;
}

export function createScheduler(options: SchedulerOptions): Scheduler {
  const { store, definitions, holder, isAlone, now, elapsed, log } = options;
  const stopping = new AbortController();
  const slots = new Map(definitions.map((definition) => [definition.name, slotOf(definition)]));
  const prune = createPruning(options);

  const markInterrupted = async (silentSince: number): Promise<void> => {
    const rows = await store.query('jobs_interrupted', { silent_since: silentSince, now: now() });
    for (const { id, name } of rows) log.warn({ job: name, id }, 'job was interrupted');
  };

  const finish = async (slot: Slot, end: NonNullable<Slot['unrecorded']>): Promise<void> => {
    slot.unrecorded = end;
    await store.query('job_finish', end);
    slot.unrecorded = null;
  };

  const record = async (slot: Slot, { args, requestedBy, at, noneSince }: Asked): Promise<string> => {
    const { name } = slot.definition;
    const id = randomUUID();
    if (slot.unrecorded !== null) await finish(slot, slot.unrecorded);
    await markInterrupted(now() - SILENT_SECONDS);
    const row = { id, name, requested_by: requestedBy, arguments: JSON.stringify(args), holder, now: at };
    const [recorded] = await store.query('job_start', { ...row, none_since: noneSince });
    if (recorded !== undefined) return id;
    const latest = (await store.query('jobs_latest', {})).find((job) => job.name === name);
    throw new Conflict(`${name} is running already`, latest?.state === 'running' ? latest.id : '');
  };

  const execute = async (slot: Slot, { id, args, isScheduled }: StartedRun): Promise<void> => {
    const { name, run } = slot.definition;
    const jobLog = log.child({ job: name });
    const startedAt = performance.now();
    const progress = createProgress({ store, id, now, elapsed, log: jobLog });
    noteBegin(slot, progress.record);
    let end: { state: 'succeeded' | 'failed' | 'interrupted'; error: string | null; result: unknown };
    try {
      const result = await run({ id, args, signal: stopping.signal, log: jobLog, progress: progress.report });
      end = { state: 'succeeded', error: null, result };
    } catch (err) {
      const error = err instanceof Error ? err.message : String(err);
      slot.isCutShort = isCutShort(err);
      // Among several processes an interrupted run leaves its tick to whoever can run it.
      const isOpen = stopping.signal.aborted || (slot.isCutShort && !isAlone);
      end = { state: isOpen ? 'interrupted' : 'failed', error, result: null };
      const isHandled = slot.isCutShort || (err instanceof AppError && err.retryable);
      if (!stopping.signal.aborted) jobLog[isHandled ? 'warn' : 'error']({ err }, 'job failed');
    }
    noteEnd(slot, { ...end, isScheduled, at: now() });
    await progress.stop();
    await prune();
    const result = end.result === undefined ? null : JSON.stringify(end.result);
    const at = now();
    const events = end.state === 'failed' ? [eventOf(jobFailed, { job: name, run: id, failedAt: at }, { at })] : [];
    await finish(slot, { id, state: end.state, error: end.error, result, now: at, events });
    jobLog.info({ state: end.state, durationMs: Math.round(performance.now() - startedAt) }, 'job ended');
  };

  /** Never rejects: what goes wrong around a run (the store is away) is logged, and the schedule goes on. */
  const launch = (slot: Slot, started: StartedRun): void => {
    slot.running = execute(slot, started)
      .catch((err: unknown) => log.error({ job: slot.definition.name, err }, 'job could not be recorded'))
      .then(() => {
        slot.running = null;
        plan(slot, slot.isCutShort ? AGAIN_MS : null);
      });
  };

  /** Of a scheduled job, when nothing else is known. */
  const untilNext = (everyMs: number): number => (isAlone ? everyMs : untilNextTick(now(), everyMs));

  const plan = (slot: Slot, soonMs: number | null = null): void => {
    const { everyMs } = slot.definition;
    if (stopping.signal.aborted || (everyMs === null && !slot.isOwed)) return;
    const waitMs = slot.isOwed || everyMs === null ? 0 : untilNext(everyMs);
    schedule(slot, soonMs === null ? waitMs : Math.min(soonMs, everyMs ?? soonMs));
  };

  const schedule = (slot: Slot, waitMs: number): void => {
    if (slot.timer !== null) clearTimeout(slot.timer);
    slot.nextRun = elapsed() + Math.ceil(waitMs / 1000);
    slot.timer = setTimeout(() => {
      slot.timer = null;
      const { everyMs } = slot.definition;
      const { isOwed } = slot;
      slot.isOwed = false;
      const at = now();
      const noneSince = isAlone || isOwed || everyMs === null ? null : tickStart(at, everyMs);
      record(slot, { args: {}, requestedBy: 'schedule', at, noneSince }).then(
        (id) => launch(slot, { id, args: {}, isScheduled: true }),
        (err: unknown) => {
          const isRunning = err instanceof Conflict && err.runningId !== '';
          if (!(err instanceof Conflict)) {
            log.warn({ job: slot.definition.name, err }, 'job not started');
            slot.isOwed ||= isOwed;
            plan(slot, AGAIN_MS);
          } else if (slot.running !== null) slot.isOwed ||= isOwed;
          // Should the process that runs it die, the tick is still to be run.
          else plan(slot, isRunning && !isAlone ? Math.min(AGAIN_MS, untilNext(everyMs ?? AGAIN_MS)) : null);
        }
      );
    }, waitMs);
  };

  const recall = async (): Promise<void> => {
    await markInterrupted(isAlone ? now() : now() - SILENT_SECONDS);
    for (const row of await store.query('jobs_latest', {})) {
      const slot = slots.get(row.name);
      if (slot !== undefined) slot.lastSuccess = row.last_success;
    }
  };

  return {
    async begin() {
      for (;;) {
        try {
          await recall();
          break;
        } catch (err) {
          if (!(err instanceof StoreError && err.retryable)) throw err;
          log.warn({ err }, 'jobs wait for the store');
          await pause(AGAIN_MS, stopping.signal);
          if (stopping.signal.aborted) return;
        }
      }
      for (const slot of slots.values()) {
        const { everyMs, delayMs = 0 } = slot.definition;
        if (everyMs !== null) schedule(slot, isAlone || delayMs === 0 ? delayMs : untilNext(everyMs));
      }
    },
    kick(name) {
      const slot = slots.get(name);
      if (slot === undefined || stopping.signal.aborted) return;
      slot.isOwed = true;
      if (slot.running === null) schedule(slot, 0);
    },
    async start(name, args, requestedBy) {
      const slot = slots.get(name);
      if (slot === undefined) throw new NotFound(`there is no job ${name}`);
      const id = await record(slot, { args, requestedBy, at: now(), noneSince: null });
      if (slot.timer !== null) clearTimeout(slot.timer);
      slot.timer = null;
      launch(slot, { id, args, isScheduled: false });
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
    health: () => [...slots.values()].flatMap((slot) => healthOf(slot, { now: now(), elapsed: elapsed() })),
    async stop() {
      stopping.abort(new Error('the process is stopping'));
      for (const slot of slots.values()) if (slot.timer !== null) clearTimeout(slot.timer);
      for (const { running } of slots.values()) await running;
    }
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(resolve, ms);
  signal.addEventListener('abort', () => resolve(undefined), { once: true });
  return promise.finally(() => clearTimeout(timer));
}

/** Not the job's own fault: soon, on the other database or in another process it works. */
function isCutShort(error: unknown): boolean {
  if (error instanceof StaleFenceError || error instanceof Conflict) return true;
  return error instanceof StoreError && error.retryable;
}
