/**
 * What every chain can be asked, in the words of an explorer. An adapter per source (a node, an index, a public service)
 * answers the parts that it has; `null` is a part that it does not have.
 *
 * Every method answers completely or throws: UpstreamError for a source that fails, TransactionUnknown, BlockUnknown or
 * NotAskable for its definite words. All stop when the signal fires. Every answer names where it comes from.
 */
import type { ChainProfile } from '../../domain/chain-profile.ts';
import type { ExplorerBlock, ExplorerTransaction } from '../../domain/explorer.ts';
import type { SourceState } from '../platform/upstream/source-state.ts';

/** Own ones first: a node, an index of addresses beside it, a public service. */
export type SourceName = 'node' | 'electrum' | 'rest' | 'blockbook';

export interface Sourced {
  source: SourceName;
}

export interface Tip extends Sourced {
  height: number;
  hash: string;
  /** Header time, unix seconds. */
  time: number;
}

export interface Chain {
  profile: ChainProfile;
  tip(signal: AbortSignal): Promise<Tip>;
  blockHash(height: number, signal: AbortSignal): Promise<string>;
  blockHeader(hash: string, signal: AbortSignal): Promise<{ height: number; time: number; isOrphan: boolean }>;
  addresses: AddressIndex | null;
  transactions: TransactionReader | null;
  blocks: BlockReader | null;
  mempool: Mempool | null;
  states(): SourceState[];
  close(): Promise<void>;
}

export interface BlockReader {
  /** Up to `count` blocks from a height downwards, newest first. */
  below(asked: { height: number; count: number }, signal: AbortSignal): Promise<Sourced & { blocks: ExplorerBlock[] }>;
  /** By hash or height. */
  block(id: string | number, signal: AbortSignal): Promise<Sourced & { block: ExplorerBlock }>;
  /** Transactions of a block in its order, from a place on. */
  transactionsOf(
    asked: { hash: string; from: number; count: number },
    signal: AbortSignal
  ): Promise<Sourced & { transactions: ExplorerTransaction[]; total: number }>;
}

export interface TransactionReader {
  transaction(txid: string, signal: AbortSignal): Promise<Sourced & { transaction: ExplorerTransaction }>;
}

export interface AddressSummary extends Sourced {
  /** Confirmed, in the smallest unit. */
  balanceSat: bigint;
  /** What the mempool adds or takes. */
  pendingSat: bigint;
  /** null: the source does not tell. */
  receivedSat: bigint | null;
  sentSat: bigint | null;
  transactionCount: number | null;
}

export interface AddressPage extends Sourced {
  transactions: ExplorerTransaction[];
  total: number | null;
  /** Where the next page begins; null: this is the last one. */
  next: string | null;
}

export interface AddressIndex {
  summary(address: string, signal: AbortSignal): Promise<AddressSummary>;
  /** Newest first; `after` is `next` of the page before. */
  page(asked: { address: string; after: string | null; count: number }, signal: AbortSignal): Promise<AddressPage>;
}

export interface Mempool {
  info(signal: AbortSignal): Promise<MempoolInfo>;
  /** [satoshi per virtual byte at least, virtual bytes], dearest first. */
  histogram(signal: AbortSignal): Promise<Sourced & { steps: [number, number][] }>;
  /** Satoshi per virtual byte to be in a block within so many; null: the source has no estimate. */
  estimates(targets: readonly number[], signal: AbortSignal): Promise<Sourced & { rates: (number | null)[] }>;
}

export interface MempoolInfo extends Sourced {
  count: number | null;
  vsize: number | null;
  feesSat: bigint | null;
  /** Satoshi per virtual byte. */
  minimumFeeRate: number | null;
}
