/** The log of changes has every number from its beginning to its head, once. */
import type { Check } from './check.ts';

export const checkEvents: Check = async ({ store }) => {
  const [log] = await store.query('event_gaps', {});
  if (log === undefined) return { rows: 0, differences: [], note: null };
  const { rows, seq, floor_seq: floor, lowest, highest } = log;
  const differences: { key: string; expected: string; found: string }[] = [];
  const expect = (key: string, expected: number, found: number | null) => {
    if (expected !== found) differences.push({ key, expected: String(expected), found: String(found ?? 'none') });
  };
  expect('events', seq - floor, rows);
  if (seq > floor) {
    expect('oldest', floor + 1, lowest);
    expect('newest', seq, highest);
  }
  return { rows, differences, note: null };
};
