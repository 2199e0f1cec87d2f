/**
 * The indexer's own state. A damaged document that the next sync, dump or cycle makes anew counts as none. Which addresses
 * the ledger was derived for is made anew by nobody: without it a ledger of other addresses would pass as this one.
 */
import { censusStatus } from '../../../platform/store/documents/census-status.ts';
import type { Documents, NewDocuments } from '../../../platform/store/documents/document.ts';
import { ledgerStatus } from '../../../platform/store/documents/ledger-status.ts';
import { readStatus as readDocuments, statusInput } from '../../../platform/store/documents/sync-status.ts';
import type { StatusInput } from '../statements-ingest.ts';
import type { Store } from '../../../platform/store/store.ts';
import type { MessageLook } from './derive.ts';

const schemas = { ...ledgerStatus, ...censusStatus };
const remade = ['revenue', 'messages', 'audit', 'census'] as const;

export type IngestStatus = Documents<typeof schemas>;
export type NewIngestStatus = NewDocuments<typeof schemas>;

export function readStatus(store: Store): Promise<IngestStatus> {
  return readDocuments(store, schemas, remade);
}

/** What the dump of messages says about hashes that it does not hold; null before there was one. */
export function lookOf({ messages }: Pick<IngestStatus, 'messages'>): MessageLook | null {
  if (messages === undefined) return null;
  const { askedAt, unreadable = [], isEachNamed = true } = messages;
  return { askedAt: isEachNamed ? askedAt : null, unreadable };
}

export function statusEntries(entries: NewIngestStatus): StatusInput {
  return statusInput(entries);
}
