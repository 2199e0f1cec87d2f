/** The newest block and what follows from its height: subsidy, halving, supply, difficulty and its next change. */
import type { HeadValue } from '../../../../contract/bitcoin/overview.ts';
import { nextRetarget, RETARGET_BLOCKS } from '../../../../domain/bitcoin/difficulty.ts';
import { issuedAt, nextHalving, subsidyAt } from '../../../../domain/bitcoin/issue.ts';
import type { BitcoinNetwork } from '../../../../domain/bitcoin/network.ts';
import { formatFlux as formatCoins } from '../../../../domain/money/money.ts';
import type { Chain, SourceName } from '../../../chains/chain.ts';

type Headed = Pick<Chain, 'tip' | 'blockHash' | 'blockHeader' | 'blocks'>;

interface HeadDeps {
  network: (signal: AbortSignal) => Promise<BitcoinNetwork>;
  /** Hashes a second. */
  hashrate: (signal: AbortSignal) => Promise<number>;
  now: () => number;
}

/** The age of the tip is left to who reads it: it grows. */
export type KeptHead = Omit<HeadValue, 'ageSeconds'>;

export async function makeHead(
  chain: Headed,
  { network: networkOf, hashrate, now }: HeadDeps,
  signal: AbortSignal
): Promise<{ source: SourceName; value: KeptHead }> {
  const tip = await chain.tip(signal);
  const { height, time } = tip;
  const span = Math.min(height, RETARGET_BLOCKS);
  const timeAt = async (at: number) => (await chain.blockHeader(await chain.blockHash(at, signal), signal)).time;
  const [network, spanStart, periodStart, block, hashes] = await Promise.all([
    networkOf(signal),
    timeAt(height - span),
    timeAt(height - (height % RETARGET_BLOCKS)),
    chain.blocks?.block(tip.hash, signal),
    hashrate(signal)
  ]);
  const pace = span === 0 || time <= spanStart ? null : (time - spanStart) / span;
  const halving = nextHalving(height, network);
  return {
    source: tip.source,
    value: {
      network: network.id,
      ticker: network.ticker,
      height,
      hash: tip.hash,
      time,
      isSyncing: null,
      subsidy: formatCoins(subsidyAt(height, network)),
      halving: halving && {
        height: halving.height,
        blocksLeft: halving.blocksLeft,
        subsidy: formatCoins(halving.subsidySat),
        expectedAt: pace === null ? null : Math.round(time + halving.blocksLeft * pace)
      },
      secondsPerBlock: pace === null ? null : Math.round(pace * 10) / 10,
      difficulty: block?.block.difficulty ?? null,
      retarget: nextRetarget({ height, time, startTime: periodStart, now: now() }, network),
      hashrate: hashes,
      supply: formatCoins(issuedAt(height, network))
    }
  };
}
