import { expect, it } from 'vitest';
import { confirmsRewards, nextRewardChange, perNodeAndDay, rewardEra, rewardsAt } from './rewards.ts';

/** Satoshi of cumulus, nimbus, stratus; the table of facts 1.2. */
it.each([
  [2_500, 562_500_000n, 937_500_000n, 2_250_000_000n],
  [657_849, 562_500_000n, 937_500_000n, 2_250_000_000n],
  [657_850, 281_250_000n, 468_750_000n, 1_125_000_000n],
  [835_553, 281_250_000n, 468_750_000n, 1_125_000_000n],
  [835_554, 562_500_000n, 937_500_000n, 2_250_000_000n],
  [1_313_199, 562_500_000n, 937_500_000n, 2_250_000_000n],
  [1_313_200, 281_250_000n, 468_750_000n, 1_125_000_000n],
  [2_019_999, 281_250_000n, 468_750_000n, 1_125_000_000n],
  [2_020_000, 100_000_000n, 350_000_000n, 900_000_000n],
  [3_071_199, 100_000_000n, 350_000_000n, 900_000_000n],
  [3_071_200, 90_000_000n, 315_000_000n, 810_000_000n],
  [4_122_399, 90_000_000n, 315_000_000n, 810_000_000n],
  [4_122_400, 81_000_000n, 283_500_000n, 729_000_000n]
])('pays at height %i what the chain pays', (height, cumulus, nimbus, stratus) => {
  expect(rewardsAt(height)).toEqual({ cumulus, nimbus, stratus });
});

it('stops cutting after twenty times', () => {
  const last = 2_020_000 + 20 * 1_051_200;
  expect(rewardsAt(last + 1_051_200)).toEqual(rewardsAt(last));
  expect(rewardsAt(last - 1)).not.toEqual(rewardsAt(last));
});

it('knows where a rate begins', () => {
  expect([2_020_000, 3_071_199, 3_071_200, 3_141_500].map(rewardEra)).toEqual([
    2_020_000, 2_020_000, 3_071_200, 3_071_200
  ]);
  expect([2_499, 2_500, 835_554, 2_019_999].map(rewardEra)).toEqual([0, 2_500, 835_554, 1_313_200]);
});

it('knows where it ends, and when none does any more', () => {
  const heights = [0, 657_849, 657_850, 1_313_200, 2_019_999, 2_020_000, 3_071_199, 3_071_200];
  expect(heights.map(nextRewardChange)).toEqual([
    2_500, 657_850, 835_554, 2_020_000, 2_020_000, 3_071_200, 3_071_200, 4_122_400
  ]);
  const last = 2_020_000 + 20 * 1_051_200;
  expect([last - 1, last].map(nextRewardChange)).toEqual([last, null]);
});

it('shares the blocks of a day among the nodes of a tier, half a satoshi up', () => {
  // 0.9 x 2,880 / 3,378 = 0.767317939...
  expect(perNodeAndDay(90_000_000n, { nodes: 3_378, height: 3_071_200 })).toBe(76_731_794n);
  // Before the fork a day had 720: 2.8125 x 720 / 1,000 = 2.025.
  expect(perNodeAndDay(281_250_000n, { nodes: 1_000, height: 2_019_999 })).toBe(202_500_000n);
  expect(perNodeAndDay(90_000_000n, { nodes: 0, height: 3_071_200 })).toBeNull();
});

it('takes a coinbase for a proof whatever the order of its outputs, and the fund with fees', () => {
  expect(confirmsRewards(3_071_200, [810_000_000n, 90_000_000n, 45_010_000n, 315_000_000n])).toBe(true);
  expect(confirmsRewards(3_071_200, [100_000_000n, 350_000_000n, 900_000_000n, 50_000_000n])).toBe(false);
  expect(confirmsRewards(3_071_199, [100_000_000n, 350_000_000n, 900_000_000n, 50_000_000n])).toBe(true);
});
