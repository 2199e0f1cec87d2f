/**
 * What the indexer asks of the outside, in its own words. One implementation per service lives beside this file.
 *
 * Every method either answers completely or throws UpstreamError (retryable unless the source said a definite no). None
 * ever answers an empty list for a failure. All take an AbortSignal and stop promptly when it fires.
 */
import type { AppMessage, ChainTransaction, TransactionContent, TransactionPlace } from '../../../domain/chain.ts';

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

/** Registration and update messages of apps. */
export interface AppMessages {
  /**
   * Streams the complete dump (about 93 MB) in batches; resolves with the number of messages only when the document
   * was read to its end and its status was success. A truncated dump throws after some batches.
   */
  all(onBatch: (messages: AppMessage[]) => Promise<void>, signal: AbortSignal): Promise<MessageDump>;
  /**
   * null when the network does not know the hash, 'unreadable' when it does but its message cannot be read: definite
   * answers, not failures.
   */
  byHash(hash: string, signal: AbortSignal): Promise<AppMessage | 'unreadable' | null>;
}

export interface MessageDump {
  count: number;
  /** Messages that could not be read. */
  skipped: number;
  /** Their hashes, as far as those could be read and are not too many. */
  unreadable: string[];
  /** Whether these are the hashes of all of them: only then the dump tells which hashes nobody knows. */
  isEachNamed: boolean;
}

export interface PriceClose {
  /** The UTC day whose close this is. */
  date: string;
  priceE8: bigint;
}

/** One source of daily closes or of a live price. Order of trust is the caller's business. */
export interface DailyPriceSource {
  name: 'binance' | 'coingecko' | 'cryptocompare';
  /** Closes of finished days in [start, end] that the source has; today's unfinished candle is never among them. */
  closes(range: { start: string; end: string }, signal: AbortSignal): Promise<PriceClose[]>;
}
export interface LivePriceSource {
  name: 'coingecko' | 'binance' | 'explorer' | 'cryptocompare';
  /** Throws UpstreamError for a price that is too old to be one of now. */
  price(signal: AbortSignal): Promise<LivePrice>;
}

export interface LivePrice {
  priceE8: bigint;
  /** Of when it is, unix seconds; of a service that does not say, since when it has told this price. */
  at: number;
}

/** State of one upstream source, as health shows it. */
export interface SourceState {
  name: string;
  /** Whether it gave what it was last asked for, or is not needed for that any more. */
  ok: boolean;
  lastSuccess: number | null;
  lastError: string | null;
  lastErrorAt: number | null;
  /** What of its newest answer could not be read and was left out; null: nothing. */
  note: string | null;
}
