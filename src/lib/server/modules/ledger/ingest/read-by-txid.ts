/**
 * A range from a daemon that lists the txids of an address but not where they are.
 *
 * Then a transaction is where it says to be only if the best chain has that very block at that height: what a block holds
 * never changes. One that says nothing, or names a block that was replaced, could be anywhere after the one before it in
 * the list, which is in the order of the chain: the read ends before that block, as it does after a step's worth.
 */
import type { ChainTransaction } from '../../../../domain/chain.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import { BlockOutOfRange, Transient } from '../../../platform/upstream/failures.ts';
import type { AddressRange, Daemon } from '../../../chains/flux/ports.ts';
import type { RangeRead } from './range-source.ts';
import { inOrder } from './read-places.ts';
import { askBlockbook, type SingleBlockbook } from './read-singly.ts';

/** About 20 s at 10 requests a second: each takes one for itself and one for its block. */
const TXIDS_PER_STEP = 100;

interface Asked {
  range: AddressRange;
  /** Stored transactions. */
  known: ReadonlyMap<string, ChainTransaction>;
  signal: AbortSignal;
}

/** Throws BlockOutOfRange and UpstreamError as the daemon does, and when not even the first transaction can be placed. */
export async function readByTxid(
  { daemon, blockbook }: { daemon: Daemon; blockbook: SingleBlockbook },
  { range, known, signal }: Asked
): Promise<RangeRead> {
  const txids = await daemon.addressTxids(range, signal);
  if (txids.length === 0) await confirmEmpty(daemon, range, { known, signal });
  const step = txids.slice(0, TXIDS_PER_STEP);
  const placed = await placeAll(daemon, step, { known, signal });
  const unplaced = step.filter((txid) => !placed.has(txid)).map((txid) => ({ txid, height: null, reason: 'no place' }));
  const { transactions: told } = await askBlockbook(blockbook, unplaced, { range, signal });
  for (const transaction of told) placed.set(transaction.txid, transaction);

  const read = untilMissing(step, placed);
  refuseDisorder(read, range);
  if (read.length === txids.length) return { transactions: inOrder(read), parked: [], through: range.to };
  const through = (read.at(-1)?.height ?? range.from) - 1;
  if (through < range.from) {
    throw new UpstreamError('daemon', `does not tell where transaction ${txids[read.length]} is`);
  }
  return { transactions: inOrder(read.filter(({ height }) => height <= through)), parked: [], through };
}

const NEAR_BLOCKS = 240;

/**
 * A list says nothing about itself, least of all an empty one: it is believed together with one that begins earlier and
 * ends with a transaction before the range, or when the address has none in the whole chain.
 */
async function confirmEmpty(
  daemon: Daemon,
  range: AddressRange,
  asked: Pick<Asked, 'known' | 'signal'>
): Promise<void> {
  for (let blocks = NEAR_BLOCKS; ; blocks *= 16) {
    const from = Math.max(range.from - blocks, 1);
    const last = (await daemon.addressTxids({ ...range, from }, asked.signal)).at(-1);
    if (last === undefined && from === 1) return;
    if (last === undefined) continue;
    const place = (await placeAll(daemon, [last], asked)).get(last);
    if (place !== undefined && place.height < range.from) return;
    throw new UpstreamError('daemon', 'lists nothing where a longer list shows transactions');
  }
}

/** Those whose block is proven. */
async function placeAll(
  daemon: Daemon,
  txids: string[],
  { known, signal }: Pick<Asked, 'known' | 'signal'>
): Promise<Map<string, ChainTransaction>> {
  const hashes = new Map<number, Promise<string>>();
  const isOnBestChain = async ({ height, blockHash }: { height: number; blockHash: string }) => {
    const asking = hashes.get(height) ?? daemon.blockHash(height, signal);
    hashes.set(height, asking);
    return (await asking) === blockHash;
  };
  const place = async (txid: string): Promise<ChainTransaction | null> => {
    const stored = known.get(txid);
    if (stored !== undefined && (await isOnBestChain(stored))) return stored;
    try {
      const { reported, ...content } = await daemon.transaction(txid, signal);
      return reported !== null && (await isOnBestChain(reported)) ? { ...content, ...reported } : null;
    } catch (error) {
      const isOutage =
        !(error instanceof UpstreamError) || error instanceof Transient || error instanceof BlockOutOfRange;
      if (isOutage) throw error;
      return null;
    }
  };
  const all = await Promise.all(txids.map(place));
  return new Map(all.flatMap((transaction) => (transaction === null ? [] : [[transaction.txid, transaction]])));
}

function untilMissing(txids: string[], placed: ReadonlyMap<string, ChainTransaction>): ChainTransaction[] {
  const read: ChainTransaction[] = [];
  for (const txid of txids) {
    const transaction = placed.get(txid);
    if (transaction === undefined) break;
    read.push(transaction);
  }
  return read;
}

/** Everything above rests on the order of the list. */
function refuseDisorder(read: ChainTransaction[], { from, to }: AddressRange): void {
  let least = from;
  for (const { height } of read) {
    if (height < least || height > to) {
      throw new UpstreamError('daemon', 'its list of txids is not in the order of the chain or of another range');
    }
    least = height;
  }
}
