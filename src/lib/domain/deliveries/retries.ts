/**
 * What becomes of a delivery after an attempt: delivered, tried again later, or dead.
 *
 * Tried again is what may work another time: no answer, 408, 425, 429 and 5xx; at first soon, then every three hours until
 * a day has passed. Another answer is the receiver's last word.
 */
const DELAYS_SECONDS = [1, 5, 30, 120, 600, 3_600];
const LATE_DELAY_SECONDS = 3 * 3_600;
const TRIED_SECONDS = 86_400;
const JITTER = 0.2;
const RETRIED: ReadonlySet<number> = new Set([408, 425, 429]);

export interface Tried {
  /** Of the answer; null: there was none. */
  status: number | null;
  /** Seconds that the receiver asks to be left alone; null: it does not say. */
  retryAfter: number | null;
  /** With this one. */
  attempts: number;
  /** Unix seconds. */
  since: number;
  now: number;
  /** From 0 to 1. */
  random: number;
}

export type Verdict = { state: 'delivered' } | { state: 'dead' } | { state: 'pending'; nextAt: number };

export function verdictOf({ status, retryAfter, attempts, since, now, random }: Tried): Verdict {
  if (status !== null && status >= 200 && status < 300) return { state: 'delivered' };
  if (status !== null && !isRetried(status)) return { state: 'dead' };
  const delay = DELAYS_SECONDS[attempts - 1] ?? LATE_DELAY_SECONDS;
  const wait = Math.max(Math.ceil(delay * (1 + JITTER * random)), retryAfter ?? 0);
  return now + wait - since > TRIED_SECONDS ? { state: 'dead' } : { state: 'pending', nextAt: now + wait };
}

function isRetried(status: number): boolean {
  return status >= 500 || RETRIED.has(status);
}

/** Seconds of a Retry-After: a number, or a date of HTTP. null: it says nothing. */
export function retryAfterSeconds(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil(at / 1_000 - now));
}
