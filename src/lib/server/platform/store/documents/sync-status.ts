/** The documents of sync_status: what the processes remember of their work. Which there are, their owners say. */
import type { StatusInput } from '../statements.ts';
import type { Store } from '../store.ts';
import { documentsOf, type Documents, type NewDocuments, type Schemas } from './document.ts';

/** Throws StoreError; so does reading a document that is damaged, unless it is one of `remade`. */
export async function readStatus<S extends Schemas>(
  store: Store,
  schemas: S,
  remade: readonly (keyof S)[] = []
): Promise<Documents<S>> {
  return documentsOf(await store.query('sync_status', {}), { table: 'sync_status', schemas, remade });
}

/** As statements take them. */
export function statusInput<S extends Schemas>(documents: NewDocuments<S>): StatusInput {
  return Object.fromEntries(Object.entries(documents).map(([name, value]) => [name, { value: JSON.stringify(value) }]));
}
