/**
 * The indexer's own state. A damaged document that the next sync, dump or cycle makes anew counts as none. Which addresses
 * the ledger was derived for is made anew by nobody: without it a ledger of other addresses would pass as this one.
 */
import { censusStatus } from './census-status.ts';
import type { Documents, NewDocuments } from './document.ts';
import { ledgerStatus } from './ledger-status.ts';
import { readStatus as readDocuments, statusInput } from './sync-status.ts';
import type { StatusInput } from '../statements.ts';
import type { Store } from '../store.ts';

const schemas = { ...ledgerStatus, ...censusStatus };
const remade = ['revenue', 'messages', 'audit', 'census'] as const;

export type IngestStatus = Documents<typeof schemas>;
export type NewIngestStatus = NewDocuments<typeof schemas>;

export function readStatus(store: Store): Promise<IngestStatus> {
  return readDocuments(store, schemas, remade);
}

export function statusEntries(entries: NewIngestStatus): StatusInput {
  return statusInput(entries);
}
