/**
 * How young what the page shows is, as a light of the header: bound to the answer and to the clock, never to hope.
 *
 * An answer that has not been renewed for a while is old whatever it said of itself when it came.
 */
import type { Freshness } from '../../contract/kit/figures.ts';
import { durationText } from './format.ts';
import { valueOf, type Part } from '../state/parts.ts';

export interface Light {
  state: 'good' | 'warn' | 'bad' | 'unknown';
  /** The state in words. */
  word: string;
}

/** A page renews its figures every 30 s; after three missed rounds they count as old. */
const RENEWED_WITHIN_SECONDS = 100;

/** `isCut`: nothing answers any more, whatever the last answer said. */
export function freshnessLight<T>(
  part: Part<T>,
  freshnessOf: (value: T) => Freshness,
  { now, isCut }: { now: number; isCut: boolean }
): Light {
  const value = valueOf(part);
  const answeredAt = part.state === 'ready' ? part.at : part.last?.at;
  if (value === null || answeredAt === undefined) return { state: 'bad', word: 'no answer' };
  const { asOf, stale } = freshnessOf(value);
  if (asOf === null) return { state: 'unknown', word: 'not known yet' };
  const age = `${durationText(now - asOf)} old`;
  if (isCut || part.state === 'unavailable') return { state: 'bad', word: `${age}, not refreshed` };
  if (now - answeredAt > RENEWED_WITHIN_SECONDS) return { state: 'warn', word: `${age}, not refreshed` };
  return stale ? { state: 'warn', word: `${age}, older than it should be` } : { state: 'good', word: age };
}
