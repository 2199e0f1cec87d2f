/**
 * Two ways to read all transactions of an address in a range of heights: Blockbook's pages of complete transactions, and
 * the daemon's address index with single transactions. Both give the same answer; either alone suffices. A transaction that
 * one of them names but cannot tell is asked of the other.
 */
import type { ChainTransaction, TransactionPlace } from '../../../../domain/chain.ts';
import { fluxProfile } from '../../../../domain/chain-profile.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import { BlockOutOfRange } from '../../../platform/upstream/failures.ts';
import type { AddressPage, AddressRange, Blockbook, Daemon } from '../../../chains/flux/ports.ts';
import type { RangeSource } from './range-source.ts';
import { readByTxid } from './read-by-txid.ts';
import { inOrder, readPlaces } from './read-places.ts';
import { askBlockbook, readSingly, type SingleBlockbook } from './read-singly.ts';

/** FluxOS caches a transaction's place for up to an hour (120 blocks): deeper than that plus a settling it is certain. */
export const CERTAIN_DEPTH = fluxProfile.settleAfter + 180;

/** Transactions that one step may hold. */
const MOST_PER_STEP = 10_000;

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
      const { first, asked } = await firstPage(blockbook, range, signal);
      const transactions = [...first.transactions];
      const unreadable = [...first.unreadable];
      for (let page = 2, { isLast } = first; !isLast; page++) {
        const answer = await blockbook.addressPage({ ...asked, page }, signal);
        transactions.push(...answer.transactions);
        unreadable.push(...answer.unreadable);
        ({ isLast } = answer);
      }
      const rest = await readSingly({ blockbook, daemon }, unreadable, { range: asked, signal });
      return { transactions: inOrder([...transactions, ...rest.transactions]), parked: rest.parked, through: asked.to };
    }
  };
}

/**
 * The newest transactions of a range, or of so much of its beginning that the whole of it can be held: pages come newest
 * first, so none of them is worth anything before the last.
 */
async function firstPage(
  blockbook: Blockbook,
  asked: AddressRange,
  signal: AbortSignal
): Promise<{ first: AddressPage; asked: AddressRange }> {
  const first = await blockbook.addressPage({ ...asked, page: 1 }, signal);
  const { from, to } = asked;
  const oldest = Math.min(to, ...first.transactions.map(({ height }) => height));
  const likely = (first.transactions.length * (to - from + 1)) / (to - oldest + 1);
  if (first.isLast || likely <= MOST_PER_STEP || from === to) return { first, asked };
  const blocks = Math.floor(((to - from + 1) * MOST_PER_STEP) / likely / 2);
  return firstPage(blockbook, { ...asked, to: from + Math.max(blocks, 1) - 1 }, signal);
}

export function daemonSource(daemon: Daemon, blockbook: SingleBlockbook): RangeSource {
  return {
    name: 'daemon',
    reach: (signal) => daemon.tip(signal),
    async read(range, known, signal) {
      const [places, tip] = await Promise.all([listPlaces(daemon, range, signal), daemon.tip(signal)]);
      if (places === null) return readByTxid({ daemon, blockbook }, { range, known, signal });
      const step = firstBlocks(places, known, range.to);
      const read = await readPlaces(daemon, { places: step.places, known, certainBelow: tip - CERTAIN_DEPTH, signal });
      const { transactions, rest } = await askBlockbook(blockbook, read.parked, { range, signal });
      return { transactions: inOrder([...read.transactions, ...transactions]), parked: rest, through: step.through };
    }
  };
}

/** A source that had all of this a moment ago has it still. */
const REMEMBERED_MS = 5_000;

/** The same source, not asked again for every range whether it reaches `upTo`. A range that fails makes it doubtful. */
export function rememberingReach(source: RangeSource, upTo: number): RangeSource {
  let asked: { atMs: number; reach: Promise<number> } | null = null;
  const forget = () => {
    asked = null;
  };
  return {
    name: source.name,
    async reach(signal) {
      const nowMs = performance.now();
      if (asked === null || nowMs - asked.atMs > REMEMBERED_MS) asked = { atMs: nowMs, reach: source.reach(signal) };
      try {
        const reach = await asked.reach;
        if (reach < upTo) forget();
        return reach;
      } catch (error) {
        forget();
        throw error;
      }
    },
    async read(range, known, signal) {
      try {
        return await source.read(range, known, signal);
      } catch (error) {
        forget();
        throw error;
      }
    }
  };
}

/** null: the node has no list of places, or none that we can read; it may have one of txids. */
async function listPlaces(
  daemon: Daemon,
  range: AddressRange,
  signal: AbortSignal
): Promise<TransactionPlace[] | null> {
  try {
    return await daemon.addressTransactions(range, signal);
  } catch (error) {
    if (!(error instanceof UpstreamError) || error instanceof BlockOutOfRange) throw error;
    return null;
  }
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
