/**
 * Which stored facts a reading of some addresses answers for: only these have vanished when the reading does not tell them.
 *
 * Facts of an address that is tracked no longer stay as they were fetched. A fact may touch an address only as a later
 * input, which is not kept: it belongs to the tracked addresses as long as there never were others.
 */
import type { FactRow } from '../../../platform/store/rows.ts';
import { addressesOf } from './facts.ts';

export interface Ownership {
  /** The addresses that are read. */
  asked: Iterable<string>;
  tracked: ReadonlySet<string>;
  formerlyTracked: readonly string[];
}

export function ownership({ asked, tracked, formerlyTracked }: Ownership): (fact: FactRow) => boolean {
  const isAsked = new Set(asked);
  const areAllAsked = [...tracked].every((address) => isAsked.has(address));
  return (fact) => {
    const touched = addressesOf(fact).filter((address) => tracked.has(address));
    if (touched.length === 0) return areAllAsked && formerlyTracked.length === 0;
    return touched.every((address) => isAsked.has(address));
  };
}
