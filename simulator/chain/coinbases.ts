/** What blocks pay: the development fund and one node of each tier, chosen among a few addresses. */
import { at, mix } from '../random.ts';
import { devFund, makeAddress, payTo } from './addresses.ts';
import type { Chain } from './chain.ts';
import { forkHeight } from './time.ts';
import type { Output, Transaction } from './transactions.ts';

export const winners = Array.from({ length: 60 }, (_, index) => makeAddress('t1', 'winner', index));

/** To whom and how much, the fund first. */
export function coinbaseOutputs(height: number): Output[] {
  return rewardsAt(height).map((valueSat, index) => {
    const address = index === 0 ? devFund : winnerOf(height, index);
    return { address, valueSat, hex: payTo(address), spentBy: -1 };
  });
}

/** Coinbases of the usual kind that pay an address, ascending; blocks that begin with another one pay no node. */
export function coinbasesTo(chain: Chain, address: string, { from, to }: { from: number; to: number }): Transaction[] {
  if (!winners.includes(address)) return [];
  const found: Transaction[] = [];
  for (let height = from; height <= to; height++) {
    if (![1, 2, 3].some((index) => winnerOf(height, index) === address)) continue;
    found.push(...usualCoinbase(chain, height));
  }
  return found;
}

/** The coinbase of the usual kind; none where the block begins with another one. */
export function usualCoinbase(chain: Chain, height: number): Transaction[] {
  if (chain.inBlock(height)[0]?.position === 0) return [];
  const coinbase: Transaction = {
    serial: -1,
    txid: chain.ids.encode('coinbase', height),
    payer: 'coinbase',
    vin: [],
    vout: coinbaseOutputs(height),
    hidesInputs: false,
    message: -1,
    state: 'mined',
    height,
    position: 0
  };
  return [coinbase];
}

function winnerOf(height: number, index: number): string {
  return at(winners, mix(height, index) % winners.length);
}

/** Satoshi to the development fund and to one cumulus, nimbus and stratus node; a tenth less after the first cut. */
function rewardsAt(height: number): [number, number, number, number] {
  if (height < forkHeight) return [1_875_000_000, 281_250_000, 468_750_000, 1_125_000_000];
  const isCut = height >= forkHeight + 1_051_200;
  return isCut
    ? [45_010_000, 90_000_000, 315_000_000, 810_000_000]
    : [50_010_000, 100_000_000, 350_000_000, 900_000_000];
}
