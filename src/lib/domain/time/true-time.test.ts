import { describe, expect, it } from 'vitest';
import { judgeTime, type Evidence } from './true-time.ts';

const T = 1_795_188_600;
const HOUR = 3_600;
const DAY = 24 * HOUR;
const none: Evidence = { own: T, hosts: [], block: null, stored: null };
const right = { now: T, isSure: true, fault: null };

describe('a clock that is right', () => {
  it.each<[string, Partial<Evidence>]>([
    ['with a new block', { block: T - 40 }],
    ['with a new block, whatever the services say', { block: T - 40, hosts: [T - 9 * DAY, T - 9 * DAY] }],
    ['with one service', { hosts: [T - 3] }],
    ['with one service, while the chain stands still', { hosts: [T - 3], block: T - 36 * HOUR }],
    ['with most services, one of them wrong', { hosts: [T, T - 2, T + 5 * DAY], block: T - 4 * HOUR }],
    ['with an answer that a cache kept for a while', { hosts: [T - 500] }],
    ['after a restart without anybody', { stored: T - 5 * HOUR }]
  ])('is believed: %s', (_, evidence) => {
    expect(judgeTime({ ...none, ...evidence })).toEqual(right);
  });
});

describe('a clock that is wrong', () => {
  it.each([3 * DAY, DAY, 2 * HOUR, 20 * 60, -20 * 60, -2 * HOUR, -DAY, -20 * 365 * DAY])(
    'by %i s is overruled',
    (off) => {
      const overruled = { now: T, isSure: true, fault: { aheadSeconds: off } };
      expect(judgeTime({ ...none, own: T + off, hosts: [T, T - 4], block: T - 30 })).toEqual(overruled);
      expect(judgeTime({ ...none, own: T + off, hosts: [T, T - 4] })).toEqual(overruled);
      expect(judgeTime({ ...none, own: T + off, hosts: [T], block: T - 30 })).toEqual(overruled);
    }
  );
  it('by days is overruled by the services while the chain stands still', () => {
    const verdict = judgeTime({ ...none, own: T + 3 * DAY, hosts: [T, T], block: T - 36 * HOUR });
    expect(verdict).toMatchObject({ now: T, isSure: true });
  });
  it('is behind where a block is of its future, and no further than that is known', () => {
    expect(judgeTime({ ...none, own: T - DAY, block: T })).toMatchObject({ now: T, fault: { aheadSeconds: -DAY } });
    expect(judgeTime({ ...none, own: T - HOUR, block: T })).toEqual({ now: T - HOUR, isSure: false, fault: null });
  });
});

describe('a time that nobody confirms', () => {
  it.each<[string, Partial<Evidence>, number | null]>([
    ['nobody has said anything', {}, null],
    ['only an old block is known', { block: T - 36 * HOUR }, null],
    ['the newest row is of two days ago', { stored: T - 2 * DAY }, null],
    ['the newest row is of the future', { stored: T + 3 * DAY }, -3 * DAY],
    ['one service alone contradicts', { hosts: [T - 3 * DAY] }, 3 * DAY],
    ['two services contradict each other and us', { hosts: [T - 3 * DAY, T + 3 * DAY] }, -3 * DAY]
  ])('is used, but not sure: %s', (_, evidence, aheadSeconds) => {
    const fault = aheadSeconds === null ? null : { aheadSeconds };
    expect(judgeTime({ ...none, ...evidence })).toEqual({ now: T, isSure: false, fault });
  });
});
