/** What waits to be mined: by the node's own mempool as it is followed, else as other sources tell it. */
import type {
  EstimatesValue,
  HistogramValue,
  MempoolValue,
  ProjectedValue
} from '../../../../contract/bitcoin/mempool.ts';
import { targets } from '../../../../contract/bitcoin/mempool.ts';
import { feeHistogram, projectBlocks, type Projected } from '../../../../domain/bitcoin/fee-market.ts';
import { formatFlux as formatCoins } from '../../../../domain/money/money.ts';
import type { Mempool, SourceName } from '../../../chains/chain.ts';
import { NotAskable } from '../../../chains/chain-failures.ts';
import type { FollowedMempool } from '../../../chains/bitcoin/node-mempool.ts';

export interface MadeOf<T> {
  source: SourceName;
  value: T;
}

export async function makeMempool(mempool: Mempool, signal: AbortSignal): Promise<MadeOf<MempoolValue>> {
  const { source, count, vsize, feesSat, minimumFeeRate } = await mempool.info(signal);
  return { source, value: { count, vsize, fees: feesSat === null ? null : formatCoins(feesSat), minimumFeeRate } };
}

export async function makeHistogram(mempool: Mempool, signal: AbortSignal): Promise<MadeOf<HistogramValue>> {
  const { source, steps } = await mempool.histogram(signal);
  return { source, value: steps.map(([feeRate, vsize]) => ({ feeRate, vsize: Math.round(vsize) })) };
}

export async function makeEstimates(mempool: Mempool, signal: AbortSignal): Promise<MadeOf<EstimatesValue>> {
  const { source, rates } = await mempool.estimates(targets, signal);
  return { source, value: targets.map((blocks, place) => ({ blocks, feeRate: rates[place] ?? null })) };
}

/** Of a mempool that is known whole; a part of it would be another figure. */
export function histogramOf(followed: FollowedMempool): MadeOf<HistogramValue> {
  const steps = feeHistogram(whole(followed));
  return { source: 'node', value: steps.map(([feeRate, vsize]) => ({ feeRate, vsize })) };
}

export function projectedOf(followed: FollowedMempool): MadeOf<ProjectedValue> {
  return { source: 'node', value: showProjected(projectBlocks(whole(followed))) };
}

export function showProjected(blocks: readonly Projected[]): ProjectedValue {
  const cut = (rate: number) => Math.round(rate * 1_000) / 1_000;
  return blocks.map(({ vsize, transactionCount, feesSat, medianFeeRate, feeRates: [lowest, highest] }) => ({
    vsize,
    transactionCount,
    fees: formatCoins(feesSat),
    medianFeeRate: cut(medianFeeRate),
    lowestFeeRate: cut(lowest),
    highestFeeRate: cut(highest)
  }));
}

function whole({ waiting, total }: FollowedMempool) {
  if (waiting.length < total) {
    throw new NotAskable(
      'bitcoin-node',
      `${waiting.length} of ${total} transactions of the node's mempool are read so far`
    );
  }
  return waiting;
}
