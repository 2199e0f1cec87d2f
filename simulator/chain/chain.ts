/**
 * The best chain: which transactions stand in which block, by address and by height, and what a reorganisation replaced.
 *
 * Block hashes and header times follow from height and branch, so blocks take no memory. Everything is kept in chain order
 * (height, then place in the block); a reorganisation cuts the end off and lays new blocks.
 */
import { mix } from '../random.ts';
import type { Ids } from './ids.ts';
import { headerTime } from './time.ts';
import { addressesOf, type Transaction } from './transactions.ts';

const branchStep = 2 ** 23;

export interface BlockVersion {
  height: number;
  branch: number;
}

export interface Orphan extends BlockVersion {
  transactions: Transaction[];
}

export class Chain {
  tip: number;
  readonly ids: Ids;
  readonly #seed: number;
  readonly #bySerial: Transaction[] = [];
  readonly #recorded = new Map<string, Transaction>();
  readonly #order: Transaction[] = [];
  readonly #byAddress = new Map<string, Transaction[]>();
  readonly #branches = new Map<number, number>();
  readonly #orphans = new Map<string, Orphan>();
  #newestBranch = 0;

  constructor(parts: { seed: number; ids: Ids; tip: number }) {
    this.#seed = parts.seed;
    this.ids = parts.ids;
    this.tip = parts.tip;
  }

  get nextSerial(): number {
    return this.#bySerial.length;
  }

  branchAt(height: number): number {
    return this.#branches.get(height) ?? 0;
  }

  blockHash(height: number, branch = this.branchAt(height)): string {
    return this.ids.encode('block', branch * branchStep + height);
  }

  blockTime(height: number, branch = this.branchAt(height)): number {
    return headerTime(height, mix(this.#seed, branch));
  }

  /** Which block a hash names, on the best chain or off it; null for a hash that is none. */
  findBlock(hash: string): (BlockVersion & { orphan: Orphan | null }) | null {
    const n = this.ids.decode('block', hash);
    if (n === null) return null;
    const version = { height: n % branchStep, branch: Math.floor(n / branchStep) };
    const orphan = this.#orphans.get(hash) ?? null;
    if (orphan !== null) return { ...version, orphan };
    const isOnChain = version.height <= this.tip && this.branchAt(version.height) === version.branch;
    return isOnChain ? { ...version, orphan: null } : null;
  }

  /** Makes a transaction known (pending). */
  register(transaction: Transaction): void {
    this.#bySerial[transaction.serial] = transaction;
  }

  /** Makes one known that has a txid of the real chain. */
  registerRecorded(transaction: Transaction): void {
    this.register(transaction);
    this.#recorded.set(transaction.txid, transaction);
  }

  transaction(serial: number): Transaction | undefined {
    return this.#bySerial[serial];
  }

  find(txid: string): Transaction | null {
    const serial = this.ids.decode('transaction', txid);
    return (serial === null ? this.#recorded.get(txid) : this.#bySerial[serial]) ?? null;
  }

  /** Puts a transaction at the end of the chain order. Heights may not go back. */
  append(transaction: Transaction, height: number): void {
    const previous = this.#order.at(-1);
    transaction.state = 'mined';
    transaction.height = height;
    const isSame = previous?.height === height;
    transaction.position = transaction.payer === 'coinbase' ? 0 : isSame ? previous.position + 1 : 1;
    this.#order.push(transaction);
    for (const address of addressesOf(transaction)) {
      const list = this.#byAddress.get(address);
      if (list === undefined) this.#byAddress.set(address, [transaction]);
      else list.push(transaction);
    }
  }

  /** Removes the blocks from `height` on and gives their replacements a new branch; answers what stood in them. */
  cut(height: number): Transaction[] {
    const removed = this.#order.splice(lowerBound(this.#order, height));
    for (const transaction of removed) {
      for (const address of addressesOf(transaction)) {
        const list = this.#byAddress.get(address);
        const index = list?.lastIndexOf(transaction) ?? -1;
        if (index >= 0) list?.splice(index, 1);
      }
    }
    this.#newestBranch++;
    for (let replaced = height; replaced <= this.tip; replaced++) {
      const branch = this.branchAt(replaced);
      const transactions = removed.filter((transaction) => transaction.height === replaced);
      this.#orphans.set(this.blockHash(replaced), { height: replaced, branch, transactions });
      this.#branches.set(replaced, this.#newestBranch);
    }
    return removed;
  }

  /** Transactions of an address between two heights, both included, in chain order. */
  touching(address: string, from: number, to: number): Transaction[] {
    const list = this.#byAddress.get(address) ?? [];
    return list.slice(lowerBound(list, from), lowerBound(list, to + 1));
  }

  /** A page of the same, newest first, and how many there are. */
  newest(address: string, range: { from: number; to: number }) {
    const list = this.#byAddress.get(address) ?? [];
    const first = lowerBound(list, range.from);
    const end = lowerBound(list, range.to + 1);
    const total = Math.max(0, end - first);
    return {
      total,
      rows: (skip: number, take: number) => list.slice(Math.max(first, end - skip - take), end - skip).reverse()
    };
  }

  /** How many transactions of an address stand at or below a height. */
  countTouching(address: string, to: number): number {
    const list = this.#byAddress.get(address);
    return list === undefined ? 0 : lowerBound(list, to + 1);
  }

  inBlock(height: number): Transaction[] {
    return this.#order.slice(lowerBound(this.#order, height), lowerBound(this.#order, height + 1));
  }
}

/** Index of the first transaction at or above a height in a list in chain order. */
function lowerBound(list: Transaction[], height: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const transaction = list[middle];
    if (transaction !== undefined && transaction.height < height) low = middle + 1;
    else high = middle;
  }
  return low;
}
