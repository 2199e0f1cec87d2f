/** Roll-ups = rows: days, ranges of blocks, apps and payers against the payments. */
import { compareRollups, type RollupSlice } from '../../replays/module.ts';
import type { Check, Found } from './check.ts';

export const checkRollups: Check = async ({ store }, { signal }) => {
  const found: Found = { rows: 0, differences: [], note: null };
  for (let at: RollupSlice | null = null; ;) {
    signal.throwIfAborted();
    at = await compareRollups(store, at);
    if (at === null) return found;
    found.rows += at.count;
    for (const { key, part, stored, actual } of at.drift) {
      found.differences.push({ key: `${at.part} ${key} ${part}`, expected: actual ?? 'none', found: stored ?? 'none' });
    }
  }
};
