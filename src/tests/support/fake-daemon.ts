/** For tests: a chain of one transaction a block from height 1,000 on, and a daemon that knows all of it. */
import type { ChainTransaction } from '../../lib/domain/chain.ts';
import type { Daemon } from '../../lib/server/chains/flux/ports.ts';

export const txid = (at: number) => at.toString(16).padStart(64, '0');
export const hashOf = (height: number) => `b${String(height).padStart(63, '0')}`;

export function transaction(at: number): ChainTransaction {
  const height = 1_000 + at;
  const content = { payer: 't1Payer', outputs: [{ address: 't3App', sat: 5n }], opReturns: [] };
  return { txid: txid(at), height, blockHash: hashOf(height), blockTime: 1_600_000_000 + height, ...content };
}

/** All of it lies deep below its tip; its index lists nothing unless told otherwise. */
export function fakeDaemon(over: Partial<Daemon> = {}): Daemon {
  return {
    tip: () => Promise.resolve(100_000),
    blockHash: (height) => Promise.resolve(hashOf(height)),
    blockHeader: (hash) => {
      const height = Number(hash.slice(1));
      return Promise.resolve({ height, time: 1_600_000_000 + height, isOrphan: false });
    },
    addressTransactions: () => Promise.resolve([]),
    addressTxids: () => Promise.resolve([]),
    transaction: (wanted) => {
      const { height, blockHash, blockTime, ...content } = transaction(parseInt(wanted, 16));
      return Promise.resolve({ ...content, reported: { height, blockHash, blockTime } });
    },
    ...over
  };
}
