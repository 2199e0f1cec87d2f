/**
 * Single transactions from the daemon, whose place in the chain an address index has told.
 *
 * The content comes from the daemon or the store; the block from the best chain, unless the transaction lies so deep that
 * what the daemon remembers of it cannot be outdated. A few that cannot be read are parked, many are a failure.
 */
import type { ChainTransaction, TransactionPlace } from '../../../../domain/chain.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import { BlockOutOfRange, Transient, TransactionUnknown } from '../../../platform/upstream/failures.ts';
import type { Daemon } from '../../../chains/flux/ports.ts';

interface Places {
  places: TransactionPlace[];
  /** Stored contents, which need no request. */
  known: ReadonlyMap<string, ChainTransaction>;
  /** Up to this height what the daemon reports of a transaction's place is as good as its address index. */
  certainBelow: number;
  signal: AbortSignal;
}

export interface PlacesRead {
  transactions: ChainTransaction[];
  /** Transactions that exist but could not be read now. */
  parked: { txid: string; height: number; reason: string }[];
}

/** Throws UpstreamError for an outage, and when too many transactions fail to be odd ones. */
export async function readPlaces(daemon: Daemon, { places, known, certainBelow, signal }: Places): Promise<PlacesRead> {
  const blocks = blockReader(daemon, known);
  const failures: { place: TransactionPlace; error: UpstreamError }[] = [];
  const read = await Promise.all(
    places.map(async ({ txid, height }): Promise<ChainTransaction | null> => {
      try {
        const stored = known.get(txid);
        if (stored?.height === height && height <= certainBelow) return stored;
        const content = stored ?? (await daemon.transaction(txid, signal));
        const reported = 'reported' in content ? content.reported : null;
        const isCertain = reported?.height === height && height <= certainBelow;
        const block = isCertain ? { hash: reported.blockHash, time: reported.blockTime } : await blocks(height, signal);
        const { payer, outputs, opReturns } = content;
        return { txid, height, payer, outputs, opReturns, blockHash: block.hash, blockTime: block.time };
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        failures.push({ place: { txid, height }, error });
        return null;
      }
    })
  );
  const asked = places.filter(({ txid }) => !known.has(txid)).length;
  refuseUnknown(failures.filter(({ error }) => error instanceof TransactionUnknown).length, asked);
  const fatal = failures.find(({ error }) => !isOddTransaction(error, failures.length / places.length));
  if (fatal !== undefined) throw fatal.error;
  const parked = failures.map(({ place, error }) => ({ ...place, reason: error.message }));
  return { transactions: inOrder(read.filter((tx) => tx !== null)), parked };
}

/** More than this share of failing transactions is an outage, not a few odd ones. */
const ODD_SHARE = 0.1;
/** So many may be unknown however few were asked for: one alone in its range must not hold up all that follow. */
const FEW_UNKNOWN = 3;

/** A node that does not know what its address index lists lacks its transactions, or lost them. */
function refuseUnknown(unknown: number, asked: number): void {
  if (unknown <= FEW_UNKNOWN || unknown <= asked * ODD_SHARE) return;
  throw new UpstreamError('daemon', `does not know ${unknown} of ${asked} transactions that its address index lists`);
}

/** A transaction that the source answers about, but not in a way we can use: parked, while an outage fails the range. */
function isOddTransaction(error: UpstreamError, failedShare: number): boolean {
  if (error instanceof TransactionUnknown) return true;
  const isOutage = error instanceof Transient || error instanceof BlockOutOfRange;
  return !isOutage && failedShare <= ODD_SHARE;
}

/** Hash and header time of best-chain blocks, each asked for once. */
function blockReader(daemon: Daemon, known: ReadonlyMap<string, ChainTransaction>) {
  const times = new Map([...known.values()].map(({ blockHash, blockTime }) => [blockHash, blockTime]));
  const asked = new Map<number, Promise<{ hash: string; time: number }>>();
  const ask = async (height: number, signal: AbortSignal) => {
    const hash = await daemon.blockHash(height, signal);
    const time = times.get(hash);
    if (time !== undefined) return { hash, time };
    const header = await daemon.blockHeader(hash, signal);
    if (header.isOrphan || header.height !== height) {
      throw new UpstreamError('daemon', `block ${height} was replaced while it was read`);
    }
    return { hash, time: header.time };
  };
  return (height: number, signal: AbortSignal) => {
    const asking = asked.get(height) ?? ask(height, signal);
    asked.set(height, asking);
    return asking;
  };
}

/** Each once, by height then txid. */
export function inOrder(transactions: ChainTransaction[]): ChainTransaction[] {
  const unique = new Map(transactions.map((tx) => [tx.txid, tx]));
  return [...unique.values()].sort((a, b) => a.height - b.height || (a.txid < b.txid ? -1 : 1));
}
