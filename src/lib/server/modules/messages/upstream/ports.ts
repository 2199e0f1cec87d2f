/**
 * What the indexer asks about the messages of apps.
 *
 * Every method either answers completely or throws UpstreamError (retryable unless the source said a definite no). None
 * ever answers an empty list for a failure. All take an AbortSignal and stop promptly when it fires.
 */
import type { AppMessage } from '../../../../domain/chain.ts';

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
