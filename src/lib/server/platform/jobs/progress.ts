/** How far a run is: kept in memory for health, written to its row now and then, which is also its sign of life. */
import type { Logger } from 'pino';
import type { Store } from '../store/store.ts';

export interface ProgressRecord {
  /** Seconds of the clock by which the pace is measured: monotonic in this process, unix in a row. */
  startedAt: number;
  done: number | null;
  total: number | null;
}

const WRITE_EVERY_MS = 2_000;
const SIGN_OF_LIFE_SECONDS = 20;

export interface Progress {
  record: ProgressRecord;
  report: (done: number, total: number) => void;
  /** Ends the writing; resolves when the last one is through. */
  stop: () => Promise<void>;
}

export function createProgress({
  store,
  id,
  now,
  elapsed,
  log
}: {
  store: Store;
  id: string;
  now: () => number;
  /** Seconds, monotonic. */
  elapsed: () => number;
  log: Logger;
}): Progress {
  const record: ProgressRecord = { startedAt: elapsed(), done: null, total: null };
  let written = { done: record.done, at: record.startedAt };
  let writing: Promise<unknown> = Promise.resolve();

  const write = (): void => {
    const { done, total } = record;
    if (done === written.done && elapsed() - written.at < SIGN_OF_LIFE_SECONDS) return;
    written = { done, at: elapsed() };
    writing = store.query('job_progress', { id, done, total, now: now() }).catch((err: unknown) => {
      log.warn({ err }, 'progress not recorded');
    });
  };
  const timer = setInterval(write, WRITE_EVERY_MS);
  return {
    record,
    report(done, total) {
      record.done = Math.max(0, Math.min(done, total));
      record.total = Math.max(0, total);
    },
    async stop() {
      clearInterval(timer);
      write();
      await writing;
    }
  };
}

/** Remaining time at the pace of this run; null before there is a pace. */
export function etaSeconds({ startedAt, done, total }: ProgressRecord, now: number): number | null {
  if (done === null || total === null || done <= 0 || now <= startedAt) return null;
  return Math.round(((now - startedAt) / done) * (total - done));
}
