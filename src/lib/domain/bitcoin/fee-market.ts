/** What the mempool pays: how much waits at which fee rate, and which blocks it would make. */
export interface WaitingTransaction {
  vsize: number;
  feeSat: bigint;
  /** Satoshi per virtual byte, of it together with what it needs: by it miners choose. */
  rate: number;
}

/** Lower ends of the steps of a histogram, satoshi per virtual byte, dearest first. */
const STEPS = [1_000, 500, 300, 200, 150, 100, 75, 50, 40, 30, 20, 15, 10, 8, 6, 5, 4, 3, 2, 1, 0.5, 0.1, 0];

/** [at least so dear, virtual bytes], dearest first; steps in which nothing waits are left out. */
export function feeHistogram(waiting: readonly WaitingTransaction[]): [number, number][] {
  const sizes = new Map<number, number>();
  for (const { rate, vsize } of waiting) {
    const step = STEPS.find((least) => rate >= least) ?? 0;
    sizes.set(step, (sizes.get(step) ?? 0) + vsize);
  }
  return STEPS.flatMap((step): [number, number][] => {
    const vsize = sizes.get(step);
    return vsize === undefined ? [] : [[step, vsize]];
  });
}

export interface Projected {
  vsize: number;
  transactionCount: number;
  feesSat: bigint;
  medianFeeRate: number;
  /** Lowest and highest. */
  feeRates: [number, number];
}

const BLOCK_VSIZE = 1_000_000;
const MAX_BLOCKS = 8;

/** The dearest first, until a block is full; the last block takes all that is left. */
export function projectBlocks(waiting: readonly WaitingTransaction[]): Projected[] {
  const ordered = waiting.toSorted((a, b) => b.rate - a.rate);
  const blocks: WaitingTransaction[][] = [];
  let room = 0;
  for (const transaction of ordered) {
    if (transaction.vsize > room && blocks.length < MAX_BLOCKS) {
      blocks.push([]);
      room = BLOCK_VSIZE;
    }
    blocks.at(-1)?.push(transaction);
    room -= transaction.vsize;
  }
  return blocks.map(projectedOf);
}

function projectedOf(block: readonly WaitingTransaction[]): Projected {
  const vsize = block.reduce((sum, each) => sum + each.vsize, 0);
  let below = 0;
  const median = block.find((each) => (below += each.vsize) * 2 >= vsize);
  return {
    vsize,
    transactionCount: block.length,
    feesSat: block.reduce((sum, { feeSat }) => sum + feeSat, 0n),
    medianFeeRate: median?.rate ?? 0,
    feeRates: [block.at(-1)?.rate ?? 0, block[0]?.rate ?? 0]
  };
}
