import type { IngestStatus } from '../../../platform/store/documents/ingest-status.ts';
import type { MessageLook } from './derive.ts';

/** What the dump of messages says about hashes that it does not hold; null before there was one. */
export function lookOf({ messages }: Pick<IngestStatus, 'messages'>): MessageLook | null {
  if (messages === undefined) return null;
  const { askedAt, unreadable = [], isEachNamed = true } = messages;
  return { askedAt: isEachNamed ? askedAt : null, unreadable };
}
