/** Blocks as a daemon at some tip shows them, on the best chain or replaced. */
import type { Blocks } from '../chain/blocks.ts';
import type { Chain } from '../chain/chain.ts';
import { EnvelopeError } from './messages.ts';

type Json = Record<string, unknown>;

export class BlockView {
  readonly #chain: Chain;
  readonly #blocks: Blocks;

  constructor(chain: Chain, blocks: Blocks) {
    this.#chain = chain;
    this.#blocks = blocks;
  }

  /** `wanted` = height or hash; verbosity 0 = hex, 1 = txids, 2 = whole transactions without their place. */
  block(wanted: string, verbosity: number, tip: number): unknown {
    const hash = wanted.length === 64 ? wanted : this.#chain.blockHash(heightIn(wanted, tip));
    const head = this.header(hash, tip);
    const found = this.#chain.findBlock(hash);
    const height = found?.height ?? 0;
    const transactions = found?.orphan?.transactions ?? this.#chain.inBlock(height);
    const txids = this.#blocks.txids(height, transactions);
    if (verbosity === 0) return txids.join('');
    if (verbosity === 1) return { ...head, tx: txids };
    const known = new Map(transactions.map((one) => [one.txid, one]));
    const content = (txid: string) => {
      const transaction = known.get(txid);
      return transaction === undefined ? this.#blocks.usual(txid)?.content : this.#blocks.content(transaction);
    };
    return { ...head, tx: txids.map(content) };
  }

  header(hash: string, tip: number): Json {
    const found = this.#chain.findBlock(hash);
    if (found === null || found.height > tip) throw new EnvelopeError('Block not found', -5);
    const { height, branch, orphan } = found;
    const next = orphan === null && height < tip ? { nextblockhash: this.#chain.blockHash(height + 1) } : {};
    return {
      hash,
      confirmations: orphan === null ? tip - height + 1 : -1,
      size: 4_211,
      height,
      version: 100,
      type: 'PON',
      merkleroot: this.#chain.ids.encode('stray', height),
      time: this.#chain.blockTime(height, branch),
      bits: '1e0fffff',
      difficulty: 123.4,
      previousblockhash: this.#chain.blockHash(height - 1, this.#parentBranch(height, branch, orphan !== null)),
      ...next,
      collateral: 'COutPoint(1a2b3c4d5e, 0)',
      blocksig: '1f'
    };
  }

  /** An orphan follows the orphan below it if there is one of its branch, else the block that both branches share. */
  #parentBranch(height: number, branch: number, isOrphan: boolean): number {
    const current = this.#chain.branchAt(height - 1);
    if (!isOrphan) return current;
    return this.#chain.findBlock(this.#chain.blockHash(height - 1, branch)) === null ? current : branch;
  }
}

/** A height from a path; throws as the daemon does for what is no height, or beyond its tip. */
export function heightIn(text: string | undefined, tip: number): number {
  const height = Number(text ?? '');
  if (text === undefined || !Number.isInteger(height)) throw new EnvelopeError('Invalid block height parameter', -8);
  if (height < 0 || height > tip) throw new EnvelopeError('Block height out of range', -8);
  return height;
}
