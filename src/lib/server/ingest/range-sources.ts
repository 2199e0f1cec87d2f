/**
 * Two ways to read all transactions of an address in a range of heights: Blockbook's pages of complete transactions, and
 * the daemon's address index with single transactions. Both give the same answer; either alone suffices.
 */
import type { ChainTransaction, TransactionPlace } from '../../domain/chain.ts';
import { SETTLE_CONFIRMATIONS } from '../../domain/unsettled.ts';
import { UpstreamError } from '../errors.ts';
import type { AddressRange, Blockbook, Daemon } from '../upstream/ports.ts';
import { BlockOutOfRange, Transient, TransactionUnknown } from '../upstream/failures.ts';

export interface RangeRead {
  transactions: ChainTransaction[];
  /** Transactions of the range that exist but could not be read now. */
  parked: { txid: string; height: number; reason: string }[];
  /** The read is complete up to here; below the asked end when that would have taken too long for one step. */
  through: number;
}

export interface RangeSource {
  name: 'blockbook' | 'daemon';
  /** The highest height up to which this source can answer completely now. */
  reach(signal: AbortSignal): Promise<number>;
  /** Everything that touches the address in the range, or an error; `known` are stored contents that need no request. */
  read(range: AddressRange, known: ReadonlyMap<string, ChainTransaction>, signal: AbortSignal): Promise<RangeRead>;
}

/** FluxOS caches a transaction's place for up to an hour (120 blocks): deeper than that plus a settling it is certain. */
export const CERTAIN_DEPTH = SETTLE_CONFIRMATIONS + 180;

/** Single transactions read before a step is stored: about 20 s at 10 requests a second. */
const REQUESTS_PER_STEP = 200;

export function blockbookSource(blockbook: Blockbook, daemon: Daemon): RangeSource {
  return {
    name: 'blockbook',
    async reach(signal) {
      const { bestHeight } = await blockbook.status(signal);
      return bestHeight;
    },
    async read(range, _known, signal) {
      const transactions: ChainTransaction[] = [];
      const unreadable: { txid: string; reason: string }[] = [];
      for (let page = 1; ; page++) {
        const answer = await blockbook.addressPage({ ...range, page }, signal);
        transactions.push(...answer.transactions);
        unreadable.push(...answer.unreadable);
        if (answer.isLast) break;
      }
      if (unreadable.length === 0) return { transactions: inOrder(transactions), parked: [], through: range.to };
      const rest = await readSingly(daemon, { range, unreadable, signal });
      return { transactions: inOrder([...transactions, ...rest.transactions]), parked: rest.parked, through: range.to };
    }
  };
}

/** Entries that Blockbook told in a form we cannot read: the daemon knows their place and content. */
async function readSingly(
  daemon: Daemon,
  asked: { range: AddressRange; unreadable: { txid: string; reason: string }[]; signal: AbortSignal }
): Promise<RangeRead> {
  const { range, unreadable, signal } = asked;
  const wanted = new Map(unreadable.map(({ txid, reason }) => [txid, reason]));
  const places = (await daemon.addressTransactions(range, signal)).filter(({ txid }) => wanted.has(txid));
  return readPlaces(daemon, { places, known: new Map(), certainBelow: 0, through: range.to, signal });
}

export function daemonSource(daemon: Daemon): RangeSource {
  return {
    name: 'daemon',
    reach: (signal) => daemon.tip(signal),
    async read(range, known, signal) {
      const [places, tip] = await Promise.all([daemon.addressTransactions(range, signal), daemon.tip(signal)]);
      const step = firstBlocks(places, known, range.to);
      return readPlaces(daemon, { ...step, known, certainBelow: tip - CERTAIN_DEPTH, signal });
    }
  };
}

/** Whole blocks from the start of `places` with about as many requests as fit into one step. */
function firstBlocks(
  places: TransactionPlace[],
  known: ReadonlyMap<string, ChainTransaction>,
  to: number
): { places: TransactionPlace[]; through: number } {
  const last = places.filter(({ txid }) => !known.has(txid))[REQUESTS_PER_STEP - 1];
  if (last === undefined) return { places, through: to };
  return { places: places.filter(({ height }) => height <= last.height), through: last.height };
}

interface Places {
  places: TransactionPlace[];
  through: number;
  known: ReadonlyMap<string, ChainTransaction>;
  certainBelow: number;
  signal: AbortSignal;
}

async function readPlaces(
  daemon: Daemon,
  { places, through, known, certainBelow, signal }: Places
): Promise<RangeRead> {
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
  const fatal = failures.find(({ error }) => !isOddTransaction(error, failures.length / places.length));
  if (fatal !== undefined) throw fatal.error;
  const parked = failures.map(({ place, error }) => ({ ...place, reason: error.message }));
  return { transactions: inOrder(read.filter((tx) => tx !== null)), parked, through };
}

/** More than this share of failing transactions is an outage, not a few odd ones. */
const ODD_SHARE = 0.1;

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

function inOrder(transactions: ChainTransaction[]): ChainTransaction[] {
  const unique = new Map(transactions.map((tx) => [tx.txid, tx]));
  return [...unique.values()].sort((a, b) => a.height - b.height || (a.txid < b.txid ? -1 : 1));
}
