/**
 * Replaces the newest blocks: new hashes and header times for all of them; of the transactions that stood there some are
 * dropped for good, some stand at another height afterwards, the others stay, and new ones join them.
 */
import { forkHeight } from '../chain/time.ts';
import type { Transaction } from '../chain/transactions.ts';
import { tracked } from '../chain/addresses.ts';
import type { Network } from '../network.ts';
import { OptionError } from '../options.ts';
import { Random } from '../random.ts';

export interface ReorgRequest {
  /** 1-40, as deep as the network itself allows. */
  depth: number;
  drop?: number;
  move?: number;
  add?: number;
}

export interface ReorgReport {
  fromHeight: number;
  tip: number;
  oldTipHash: string;
  newTipHash: string;
  dropped: { txid: string; height: number }[];
  /** `to` null = back in the mempool, mined with the next block. */
  moved: { txid: string; from: number; to: number | null }[];
  added: { txid: string; height: number }[];
}

/** Does as much of what is asked as the replaced blocks allow, and says what it did. */
export function reorganise(network: Network, { depth, drop = 0, move = 0, add = 0 }: ReorgRequest): ReorgReport {
  const { chain } = network;
  const from = chain.tip - depth + 1;
  if (!Number.isInteger(depth) || depth < 1 || depth > 40) throw new OptionError('depth must be between 1 and 40');
  if (from <= forkHeight) throw new OptionError('the chain is too short for this');
  const oldTipHash = chain.blockHash(chain.tip);
  const random = new Random(network.seed, 'reorg', chain.tip, chain.nextSerial);
  const removed = chain.cut(from);
  const blocks = new Map(Array.from({ length: depth }, (_, index) => [from + index, [] as Transaction[]]));

  const loose = shuffled(removed.filter(isLoose), random);
  const dropped = loose.slice(0, drop).map((transaction) => ({ transaction, height: transaction.height }));
  for (const { transaction } of dropped) network.drop(transaction);
  const movers = new Map(
    loose.slice(drop, drop + move).map((transaction) => {
      const others = [...blocks.keys()].filter((height) => height !== transaction.height);
      return [transaction, { from: transaction.height, to: others.length === 0 ? null : random.pick(others) }];
    })
  );
  for (const transaction of removed) {
    if (transaction.state === 'dropped') continue;
    const mover = movers.get(transaction);
    if (mover?.to === null) network.postpone(transaction);
    else blocks.get(mover?.to ?? transaction.height)?.push(transaction);
  }
  const added = Array.from({ length: add }, () => {
    const transaction = network.makePayment();
    const height = random.between(from, chain.tip);
    blocks.get(height)?.push(transaction);
    return { transaction, height };
  });
  for (const [height, transactions] of blocks) network.lay(height, transactions);

  return {
    fromHeight: from,
    tip: chain.tip,
    oldTipHash,
    newTipHash: chain.blockHash(chain.tip),
    dropped: dropped.map(({ transaction, height }) => ({ txid: transaction.txid, height })),
    moved: [...movers].map(([transaction, place]) => ({ txid: transaction.txid, ...place })),
    added: added.map(({ transaction, height }) => ({ txid: transaction.txid, height }))
  };
}

/** A payment that nothing else depends on: no coinbase, no spend of the tracked address, no output spent. */
function isLoose(transaction: Transaction): boolean {
  if (transaction.payer === 'coinbase' || transaction.vin.some(({ address }) => address === tracked)) return false;
  return transaction.vout.every(({ spentBy }) => spentBy < 0);
}

function shuffled<T>(list: T[], random: Random): T[] {
  return list
    .map((value) => ({ value, order: random.word() }))
    .sort((a, b) => a.order - b.order)
    .map(({ value }) => value);
}
