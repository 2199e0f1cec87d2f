/**
 * What the indexer asks of the Flux chain, in its own words: a daemon, and Blockbook's index of addresses.
 *
 * Every method either answers completely or throws UpstreamError (retryable unless the source said a definite no). None
 * ever answers an empty list for a failure. All take an AbortSignal and stop promptly when it fires.
 */
import type { ChainTransaction, TransactionContent, TransactionPlace } from '../../../domain/chain.ts';

/** fluxd through the FluxOS API host. A load balancer: two calls may be answered by nodes with different tips. */
export interface Daemon {
  tip(signal: AbortSignal): Promise<number>;
  /** Hash of the best chain's block. Throws BlockOutOfRange when the answering node is not there yet. */
  blockHash(height: number, signal: AbortSignal): Promise<string>;
  /** Header of a block by hash; `isOrphan` when it is no longer on the best chain. */
  blockHeader(hash: string, signal: AbortSignal): Promise<{ height: number; time: number; isOrphan: boolean }>;
  /**
   * Every confirmed transaction that pays or spends `address` in [from, to], ascending by height then txid, each once.
   * Throws BlockOutOfRange when `to` is above the answering node's tip.
   */
  addressTransactions(range: AddressRange, signal: AbortSignal): Promise<TransactionPlace[]>;
  /**
   * Only the txids of those transactions, in that order: from nodes that do not tell more. Throws BlockOutOfRange as well.
   */
  addressTxids(range: AddressRange, signal: AbortSignal): Promise<string[]>;
  /**
   * Content of a transaction. Its place in the answer may be up to an hour old and is therefore only `reported`.
   * Throws TransactionUnknown for "No information available about transaction".
   */
  transaction(
    txid: string,
    signal: AbortSignal
  ): Promise<TransactionContent & { reported: { height: number; blockHash: string; blockTime: number } | null }>;
}

export interface AddressRange {
  address: string;
  /** Both inclusive. */
  from: number;
  to: number;
}

/** Blockbook's address index: complete transactions, 1,000 a page, newest first. */
export interface Blockbook {
  status(signal: AbortSignal): Promise<{ bestHeight: number; isInSync: boolean }>;
  blockHash(height: number, signal: AbortSignal): Promise<string>;
  /** Header time of the best chain's block, unix seconds. Throws BlockOutOfRange when the index is not there yet. */
  blockTime(height: number, signal: AbortSignal): Promise<number>;
  /** One page of a fixed height range. `isLast` is decided from the returned page number and size, never from totalPages. */
  addressPage(range: AddressRange & { page: number }, signal: AbortSignal): Promise<AddressPage>;
  /**
   * One confirmed transaction. Throws TransactionUnknown if there is none of that txid, and UpstreamError, without a
   * fault of the source, for one that cannot be read.
   */
  transaction(txid: string, signal: AbortSignal): Promise<ChainTransaction>;
}

export interface AddressPage {
  transactions: ChainTransaction[];
  /** Entries that could not be read, with their height if that could; the caller asks for them singly or parks them. */
  unreadable: { txid: string; height: number | null; reason: string }[];
  isLast: boolean;
}
