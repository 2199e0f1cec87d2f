/**
 * Politeness towards one host: evenly spaced starts, and silence when it asks for silence.
 *
 * Starts are spaced instead of counted per second, because a counted burst at the end of one second and another at the
 * start of the next arrive together. A pause holds for every source of the host and is bounded, so that one odd header
 * cannot switch a source off for a day. Callers sit through a short one; a longer one fails them at once with its end, so
 * that a job reports why it could not work, or asks somebody else, and is over long before its next turn.
 */
import { UpstreamError } from '../errors.ts';
import type { Clock } from './clock.ts';

/** A tenth wider than allowed: arrivals jitter, and the second is counted at the other end. */
const SPACING_MS = 1100;
const MAX_PAUSE_MS = 60 * 60_000;

export interface Gate {
  /** Resolves when a request of `source` may start. Throws at once if the pause is longer than a caller should wait. */
  turn(source: string, signal: AbortSignal): Promise<void>;
  pause(ms: number): void;
}

export interface GateOptions {
  perSecond: number;
  patienceMs: number;
  clock: Clock;
  /** Wall clock, unix seconds: to say when a pause ends. */
  now: () => number;
}

export function createGate({ perSecond, patienceMs, clock, now }: GateOptions): Gate {
  const spacingMs = SPACING_MS / perSecond;
  let nextStartMs = 0;
  let pausedUntilMs = 0;
  return {
    async turn(source, signal) {
      for (;;) {
        signal.throwIfAborted();
        const nowMs = clock.nowMs();
        const pauseMs = pausedUntilMs - nowMs;
        if (pauseMs > patienceMs) {
          const until = timeText(now() + Math.ceil(pauseMs / 1000));
          throw new UpstreamError(source, `not asked, its host wants to be left alone until ${until}`);
        }
        const waitMs = Math.max(nextStartMs - nowMs, pauseMs);
        if (waitMs <= 0) {
          nextStartMs = nowMs + spacingMs;
          return;
        }
        await clock.wait(waitMs, signal);
      }
    },
    pause(ms) {
      pausedUntilMs = Math.max(pausedUntilMs, clock.nowMs() + Math.min(ms, MAX_PAUSE_MS));
    }
  };
}

function timeText(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}
