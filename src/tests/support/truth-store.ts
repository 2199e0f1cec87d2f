/** The store on which tests hold the product against the truth: SQLite in memory, or what a suite has put in its place. */
import { openSqlite } from '../../lib/server/platform/store/sqlite/sqlite.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';

let open: () => Promise<Store> = () => openSqlite(':memory:');

/** An empty one. */
export const openTruthStore = (): Promise<Store> => open();

export function takeTruthStoresFrom(opener: () => Promise<Store>): void {
  open = opener;
}
