/**
 * What a block pays to nodes, by the schedule of the chain (facts 1.2, fluxd `main.cpp`, `chainparams.cpp`).
 *
 * Since height 2,020,000 every block pays one node of each tier; every 1,051,200 blocks after it the subsidy becomes nine
 * tenths, in whole satoshi, at most twenty times. The remainder goes to the development fund, with the fees. Before, the
 * subsidy halved and a miner took the rest.
 */
import { tiers, type PerTier } from '../census/census.ts';
import { divideHalfUp } from '../money/decimal.ts';
import { FORK_HEIGHT } from '../time/chain-clock.ts';

const FIRST_SUBSIDY = 1_400_000_000n;
export const CUT_EVERY = 1_051_200;
const MOST_CUTS = 20;
/** Blocks took 120 s before the fork. */
const BLOCKS_PER_DAY = { before: 720n, since: 2_880n };
/** Node shares of the subsidy doubled here. */
const DOUBLED_AT = 835_554;
const SLOW_START = 2_500;
const HALVED_AT = [657_850, 1_313_200];

/** Satoshi to one node of each tier in the block at `height`; null for heights before nodes were paid evenly. */
export function rewardsAt(height: number): PerTier<bigint> | null {
  if (height < SLOW_START) return null;
  if (height < FORK_HEIGHT) return workRewards(height);
  const cuts = Math.min(MOST_CUTS, Math.floor((height - FORK_HEIGHT) / CUT_EVERY));
  let subsidy = FIRST_SUBSIDY;
  for (let cut = 0; cut < cuts; cut++) subsidy = (subsidy * 9n) / 10n;
  return { cumulus: subsidy / 14n, nimbus: subsidy / 4n, stratus: (subsidy * 9n) / 14n };
}

function workRewards(height: number): PerTier<bigint> {
  const halvings = HALVED_AT.filter((at) => height >= at).length;
  const subsidy = 15_000_000_000n >> BigInt(halvings);
  const doubled = height >= DOUBLED_AT ? 2n : 1n;
  const share = (tenThousandths: bigint) => (subsidy * tenThousandths * doubled) / 10_000n;
  return { cumulus: share(375n), nimbus: share(625n), stratus: share(1_500n) };
}

/** Before the fork. */
const earlierChanges = [SLOW_START, DOUBLED_AT, ...HALVED_AT].sort((a, b) => a - b);

/** The first height that pays as the one given does. */
export function rewardEra(height: number): number {
  if (height < FORK_HEIGHT) return earlierChanges.findLast((at) => at <= height) ?? 0;
  const cuts = Math.min(MOST_CUTS, Math.floor((height - FORK_HEIGHT) / CUT_EVERY));
  return FORK_HEIGHT + cuts * CUT_EVERY;
}

/** The first height above that pays otherwise; null: none does any more. */
export function nextRewardChange(height: number): number | null {
  if (height < FORK_HEIGHT) return earlierChanges.find((at) => at > height) ?? FORK_HEIGHT;
  const next = rewardEra(height) + CUT_EVERY;
  return next > FORK_HEIGHT + MOST_CUTS * CUT_EVERY ? null : next;
}

/** Satoshi a day, at the pace of `height`, that one of `nodes` nodes of a tier is paid on average; null without nodes. */
export function perNodeAndDay(reward: bigint, { nodes, height }: { nodes: number; height: number }): bigint | null {
  const blocks = height < FORK_HEIGHT ? BLOCKS_PER_DAY.before : BLOCKS_PER_DAY.since;
  return nodes > 0 ? divideHalfUp(reward * blocks, BigInt(nodes)) : null;
}

/** Whether a coinbase pays one output of exactly each tier's reward; outputs are told apart by amount, not by place. */
export function confirmsRewards(height: number, outputs: readonly bigint[]): boolean {
  const rewards = rewardsAt(height);
  if (rewards === null) return false;
  const left = [...outputs];
  return tiers.every((tier) => {
    const at = left.indexOf(rewards[tier]);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}
