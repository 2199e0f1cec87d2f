import { describe, expect, it } from 'vitest';
import { knownEvents } from './known-events.ts';

describe(knownEvents, () => {
  it('tells forks, cuts, prices and releases in the order of their days', () => {
    const events = knownEvents('2026-11-30');
    expect(events.map(({ date }) => date)).toEqual(events.map(({ date }) => date).toSorted());
    expect(new Set(events.map(({ kind }) => kind))).toEqual(new Set(['fork', 'price', 'release']));
    // Block 2,020,000 was mined at 1,761,415,235: 2025-10-25 18:00 UTC.
    expect(events.find(({ text }) => text.includes('30 s'))).toEqual({
      date: '2025-10-25',
      kind: 'fork',
      text: 'Proof of node: a block every 30 s (block 2,020,000)'
    });
  });
  it('tells a cut of the reward from its day on', () => {
    const cuts = (today: string) => knownEvents(today).filter(({ text }) => text.startsWith('Block reward')).length;
    // 3,071,200 is 74,285 blocks of 30 s after 2,996,915 (1,790,797,174): 2026-10-26.
    expect([cuts('2026-10-25'), cuts('2026-10-26'), cuts('2027-09-01')]).toEqual([0, 1, 1]);
  });
  it('tells nothing that is still to come', () => {
    expect(knownEvents('2016-01-01')).toEqual([]);
  });
});
