import { describe, expect, it } from 'vitest';
import { confirmations, MAX_REORG, SETTLE_CONFIRMATIONS, settledHeight } from './unsettled.ts';

describe(confirmations, () => {
  it('counts the block itself, and none above the tip', () => {
    expect([100, 99, 41, 101, 105].map((height) => confirmations(100, height))).toEqual([1, 2, 60, 0, 0]);
  });
});

describe(settledHeight, () => {
  it('is the highest block with 60 confirmations', () => {
    const tip = 3_141_400;
    expect(confirmations(tip, settledHeight(tip))).toBe(SETTLE_CONFIRMATIONS);
    expect(confirmations(tip, settledHeight(tip) + 1)).toBe(SETTLE_CONFIRMATIONS - 1);
  });
  it('is out of reach of the deepest reorganisation', () => {
    expect(SETTLE_CONFIRMATIONS).toBeGreaterThan(MAX_REORG);
  });
});
