/** What the API answers about a network that is worked out by hand: rewards at every change of the schedule, who holds how much. */
import { afterEach, expect, it } from 'vitest';
import { coinbaseOutputs } from '../../../../../simulator/chain/coinbases.ts';
import { plantCensus, plantFigures, plantNodes, sampleFigures } from '../../../../tests/support/census-factories.ts';
import { leaseOf, NOON, plant } from '../../../../tests/support/factories.ts';
import { createInsightReads } from '../../../../tests/support/insight-reads.ts';
import { closeReads, openReads } from '../../../../tests/support/read-setup.ts';
import { createContext } from '../ledger/read/context.ts';

afterEach(closeReads);

/** Blocks of a day by the length of a block: 120 s, then 30 s. */
it.each([
  { tip: 2_019_999, blocks: 720, cumulus: '2.02500000', nextCut: 2_020_000 },
  { tip: 2_020_000, blocks: 2_880, cumulus: '2.88000000', nextCut: 3_071_200 },
  { tip: 3_071_199, blocks: 2_880, cumulus: '2.88000000', nextCut: 3_071_200 },
  { tip: 3_071_200, blocks: 2_880, cumulus: '2.59200000', nextCut: 4_122_400 }
])('pays at $tip what the coinbases of a day of such blocks pay, shared', async ({ tip, blocks, cumulus, nextCut }) => {
  const { insights } = await setup({ tip, counts: { cumulus: 1_000, nimbus: 400, stratus: 300 } });
  const { tiers, ...answer } = await insights.rewards();
  const [, ...paid] = coinbaseOutputs(tip).map(({ valueSat }) => valueSat);
  const share = (at: number, nodes: number) => (((paid[at] ?? 0) * blocks) / nodes / 1e8).toFixed(8);
  expect(tiers.cumulus.perDay).toBe(cumulus);
  expect([tiers.cumulus, tiers.nimbus, tiers.stratus].map(({ perDay }) => perDay)).toEqual([
    share(0, 1_000),
    share(1, 400),
    share(2, 300)
  ]);
  expect(answer).toMatchObject({ verified: true, verifiedBy: { height: tip }, height: tip, nextCut });
});

it('takes no coinbase of another era for a proof', async () => {
  const { insights } = await setup({ tip: 3_071_200, coinbaseAt: 3_071_199 });
  expect(await insights.rewards()).toMatchObject({ verified: false, verifiedBy: null });
});

it('has the index of the US Department of Justice’s four firms of 30, 30, 20 and 20, and who holds more than half', async () => {
  const { insights } = await setup({ held: { A: 30, B: 30, C: 20, D: 20 } });
  // Gini: |differences| of all pairs 2 x (10 x 4) = 80, by 2 x 4 x 100.
  const { hhi, nakamoto, gini, top1, top5 } = await insights.concentration({ by: 'provider' });
  expect({ hhi, nakamoto, gini, top1, top5 }).toEqual({ hhi: 2_600, nakamoto: 2, gini: 0.1, top1: 30, top5: 100 });
});

it('counts nodes that nobody can place as one holder more, and tells what the known ones are without it', async () => {
  const { insights } = await setup({ held: { A: 1, B: 2, C: 3, '': 4 } });
  // 0.1, 0.2, 0.3, 0.4 squared come to 0.3; Gini of 1, 2, 3, 4 = 0.25; 0.4 + 0.3 is more than half.
  const { hhi, nakamoto, gini, unknown, known, coverage } = await insights.concentration({ by: 'provider' });
  expect({ hhi, nakamoto, gini }).toEqual({ hhi: 3_000, nakamoto: 2, gini: 0.25 });
  expect(unknown).toMatchObject({ value: 4, share: 40 });
  // Of six: 1/36 + 4/36 + 9/36 = 0.388889; the largest has half, which is not more; Gini 2 x (1 + 1 + 2) / (2 x 3 x 6).
  expect(known).toMatchObject({ hhi: 3_888.89, nakamoto: 2, gini: 0.2222 });
  expect(coverage).toEqual({ known: 6, total: 10, unit: 'nodes' });
});

interface Given {
  tip?: number;
  counts?: { cumulus: number; nimbus: number; stratus: number };
  coinbaseAt?: number;
  /** Nodes by provider; '': not known. */
  held?: Record<string, number>;
}

async function setup({ tip = 3_100_000, counts, coinbaseAt = tip, held = {} }: Given) {
  const { store } = await openReads(null);
  await plant(store, { tip });
  const lease = await leaseOf(store, 'insights');
  const outputs = coinbaseOutputs(coinbaseAt).map(({ address, valueSat }) => [address, String(valueSat)]);
  const block = { height: coinbaseAt, block_hash: 'b10c', block_time: NOON - 60 };
  await store.query('store_coinbase', { ...lease, ...block, outputs: JSON.stringify(outputs) });
  await plantFigures(store, { ...sampleFigures, ...(counts && { nodes: counts }) });
  await plantCensus(store, { 'node-list': NOON - 60, 'app-specs': NOON - 60, machines: NOON - 60 });
  const nodes = Object.entries(held).flatMap(([provider, count]) =>
    Array.from({ length: count }, (_, at) => ({
      collateral: `${provider || 'unknown'}:${at}`,
      provider: provider || null
    }))
  );
  if (nodes.length > 0) await plantNodes(store, nodes);
  const now = () => NOON;
  const context = { store, now, dataVersion: () => 0, revenueIntervalSeconds: 60, censusIntervalSeconds: 600 };
  return { insights: createInsightReads(createContext(context)) };
}
