import { describe, expect, it } from 'vitest';
import { fluxProfile } from '../chain-profile.ts';
import { confirmations, settledHeight } from './unsettled.ts';

describe(confirmations, () => {
  it('counts the block itself, and none above the tip', () => {
    expect([100, 99, 41, 101, 105].map((height) => confirmations(100, height))).toEqual([1, 2, 60, 0, 0]);
  });
});

describe(settledHeight, () => {
  it('is the highest block with 60 confirmations on Flux', () => {
    const tip = 3_141_400;
    expect(confirmations(tip, settledHeight(tip, fluxProfile))).toBe(60);
    expect(confirmations(tip, settledHeight(tip, fluxProfile) + 1)).toBe(59);
  });
  it('is the highest block with as many confirmations as the chain asks for', () => {
    expect(confirmations(900_000, settledHeight(900_000, { settleAfter: 6 }))).toBe(6);
  });
  it('is out of reach of the deepest reorganisation', () => {
    expect(fluxProfile.settleAfter).toBeGreaterThan(fluxProfile.maxReorg);
  });
});
