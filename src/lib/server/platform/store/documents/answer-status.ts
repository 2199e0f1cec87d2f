/** What the processes remember of their work, as answers need it: one that cannot be read is an error, a missing one null. */
import type * as z from 'zod';
import { backupStatus } from './backup-status.ts';
import { censusStatus } from './census-status.ts';
import { historyStatus } from './history-status.ts';
import { readStatus as readDocuments } from './sync-status.ts';
import type { Store } from '../store.ts';

const schemas = { ...censusStatus, ...historyStatus, ...backupStatus };
type Schemas = typeof schemas;

/** Throws StoreError for a damaged document. */
export async function readEntry<N extends keyof Schemas>(store: Store, name: N): Promise<z.infer<Schemas[N]> | null> {
  return (await readDocuments(store, schemas))[name] ?? null;
}

/** When a document of the census was last read well; null: never. */
export async function lastReadAt(store: Store, document: 'app-specs' | 'node-list'): Promise<number | null> {
  return (await readEntry(store, 'census'))?.documents[document]?.lastSuccess ?? null;
}
