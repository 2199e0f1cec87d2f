/** What nodes are paid by the schedule of the chain, and whether a coinbase was seen to pay it. */
import * as z from 'zod';
import type * as wire from '../../../../contract/insights/network.ts';
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import { tiers, type PerTier, type Tier } from '../../../../domain/census/census.ts';
import {
  confirmsRewards,
  nextRewardChange,
  perNodeAndDay,
  rewardEra,
  rewardsAt
} from '../../../../domain/insights/rewards.ts';
import { formatFlux, formatUsd, usdMicros } from '../../../../domain/money/money.ts';
import { livePriceE8, readCurrent } from '../../census/module.ts';
import { oldestOf, type ReadContext, readSyncState } from '../../ledger/module.ts';

/** Coinbases that are looked at for one that pays the present rate. */
const LOOK_BACK = 20;
const Outputs = z.array(z.tuple([z.string(), z.string().regex(/^\d+$/)]));

export async function readRewards(context: ReadContext): Promise<Answer<typeof wire.rewards>> {
  const [state, current, coinbases] = await Promise.all([
    readSyncState(context),
    readCurrent(context),
    context.store.query('newest_coinbases', { limit: LOOK_BACK })
  ]);
  const nodes = current('nodes');
  const specs = current('specs').value;
  const height = state.tip ?? specs?.tip ?? null;
  const rewards = height === null ? null : rewardsAt(height);
  const price = livePriceE8(current);
  const tierOf = (tier: Tier): Answer<typeof wire.rewards>['tiers'][Tier] => {
    const count = nodes.value?.[tier] ?? null;
    const perBlock = rewards?.[tier] ?? null;
    const isKnown = perBlock !== null && count !== null && height !== null;
    const perDay = isKnown ? perNodeAndDay(perBlock, { nodes: count, height }) : null;
    return {
      perDay: perDay === null ? null : formatFlux(perDay),
      usdPerDay: perDay === null || price === null ? null : formatUsd(usdMicros(perDay, price)),
      perBlock: perBlock === null ? null : formatFlux(perBlock),
      nodes: count
    };
  };
  const era = height === null ? null : rewardEra(height);
  const proof = coinbases.find(
    (row) =>
      era !== null &&
      row.height >= era &&
      confirmsRewards(
        row.height,
        Outputs.parse(JSON.parse(row.outputs)).map(([, sat]) => BigInt(sat))
      )
  );
  return {
    tiers: Object.fromEntries(tiers.map((tier) => [tier, tierOf(tier)])) as PerTier<ReturnType<typeof tierOf>>,
    verified: proof !== undefined,
    verifiedBy: proof === undefined ? null : { height: proof.height, time: proof.block_time },
    height,
    nextCut: height === null ? null : nextRewardChange(height),
    coverage: null,
    ...oldestOf([nodes, state])
  };
}
