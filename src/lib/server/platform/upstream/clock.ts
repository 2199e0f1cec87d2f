/**
 * Waiting and measuring, as an argument: pacing, pauses and circuits are tested without sleeping.
 *
 * Monotonic milliseconds, so that a corrected wall clock neither freezes a host nor lets it burst. Dates and health use
 * unix seconds from elsewhere.
 */
import { setTimeout as sleep } from 'node:timers/promises';

export interface Clock {
  nowMs(): number;
  /** Rejects with the signal's reason as soon as it fires. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  nowMs: () => performance.now(),
  wait: (ms, signal) => untilAborted(signal, sleep(ms, undefined, { signal }))
};

/** Settles as `work` does, but rejects with the signal's own reason the moment it fires. */
export function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
