/**
 * Transactions that one source names but cannot tell, asked for one by one: at Blockbook, then at the daemon.
 *
 * Nothing is dropped: what nobody tells now is parked under the height at which it was named. Only where no height is
 * known, and so no block could be read again later, does the range fail.
 */
import type { ChainTransaction } from '../../../../domain/chain.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import type { AddressPage, AddressRange, Blockbook, Daemon } from '../../../chains/flux/ports.ts';
import { readPlaces, type PlacesRead } from './read-places.ts';

type Unreadable = AddressPage['unreadable'][number];
type Parked = PlacesRead['parked'][number];

export type SingleBlockbook = Pick<Blockbook, 'transaction'>;

interface Where {
  range: AddressRange;
  signal: AbortSignal;
}

/** Entries of Blockbook's pages that cannot be read. */
export async function readSingly(
  { blockbook, daemon }: { blockbook: SingleBlockbook; daemon: Daemon },
  unreadable: Unreadable[],
  where: Where
): Promise<PlacesRead> {
  const { transactions, rest } = await askBlockbook(blockbook, unreadable, where);
  const read = await askDaemon(daemon, await withHeights(daemon, rest, where), where.signal);
  return { transactions: [...transactions, ...read.transactions], parked: read.parked };
}

/** `rest`: what Blockbook does not tell, or tells of another block. */
export async function askBlockbook<T extends Unreadable>(
  blockbook: SingleBlockbook,
  wanted: T[],
  { range, signal }: Where
): Promise<{ transactions: ChainTransaction[]; rest: T[] }> {
  const answers = await Promise.all(
    wanted.map(async (one) => {
      try {
        const told = await blockbook.transaction(one.txid, signal);
        const isThere = told.height >= range.from && told.height <= range.to;
        return { one, told: isThere && (one.height ?? told.height) === told.height ? told : null };
      } catch (error) {
        if (error instanceof UpstreamError) return { one, told: null };
        throw error;
      }
    })
  );
  return {
    transactions: answers.flatMap(({ told }) => told ?? []),
    rest: answers.flatMap(({ one, told }) => (told === null ? one : []))
  };
}

async function withHeights(daemon: Daemon, unreadable: Unreadable[], { range, signal }: Where): Promise<Parked[]> {
  const isPlaced = (one: Unreadable): one is Parked => one.height !== null;
  if (unreadable.every(isPlaced)) return unreadable;
  const places = await daemon.addressTransactions(range, signal);
  const heights = new Map(places.map(({ txid, height }) => [txid, height]));
  return unreadable.map(({ txid, height, reason }) => {
    const known = height ?? heights.get(txid);
    if (known === undefined) throw new UpstreamError('blockbook', `no readable height of transaction ${txid}`);
    return { txid, height: known, reason };
  });
}

async function askDaemon(daemon: Daemon, wanted: Parked[], signal: AbortSignal): Promise<PlacesRead> {
  const reasons = new Map(wanted.map(({ txid, reason }) => [txid, reason]));
  const because = (txid: string, reason: string) => `${reasons.get(txid)}; ${reason}`;
  try {
    const read = await readPlaces(daemon, { places: wanted, known: new Map(), certainBelow: 0, signal });
    const parked = read.parked.map(({ txid, height, reason }) => ({ txid, height, reason: because(txid, reason) }));
    return { ...read, parked };
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    const parked = wanted.map(({ txid, height }) => ({ txid, height, reason: because(txid, error.message) }));
    return { transactions: [], parked };
  }
}
