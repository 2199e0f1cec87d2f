/** A store in memory that goes away and comes back when a test says so, and remembers what it was asked. */
import { StoreError } from '../../lib/server/platform/errors.ts';
import { statementsFor } from '../../lib/server/platform/store/sql.ts';
import { openSqlite } from '../../lib/server/platform/store/sqlite/sqlite.ts';
import type { StatementName, Store } from '../../lib/server/platform/store/store.ts';

export interface Flaky extends Store {
  isDown: boolean;
  isHanging: boolean;
  /** Goes away in the middle: once so many more payments have been stored. */
  downAfterBatches: number;
  /** What every call fails with while it is up. */
  failWith: Error | null;
  asked: StatementName[];
  writes: StatementName[];
  /** The same store as the product sees it: closing it does nothing, because replicas share it. */
  shared: Store;
}

const writing = new Set(statementsFor('sqlite').flatMap(({ name, isWrite }) => (isWrite ? [name] : [])));

export async function createFlaky(): Promise<Flaky> {
  const store = await openSqlite(':memory:');
  const flaky: Flaky = {
    isDown: false,
    isHanging: false,
    downAfterBatches: Infinity,
    failWith: null,
    asked: [],
    writes: [],
    query: (name, args) => store.query(name, args),
    close: () => store.close(),
    shared: {
      async query(name, args) {
        flaky.asked.push(name);
        // As over a network: nothing is answered in the same turn.
        await Promise.resolve();
        if (flaky.isHanging) return new Promise(() => undefined);
        if (flaky.isDown) throw new StoreError(`${name}: connection refused`, true);
        if (flaky.failWith !== null && name !== 'newest_epoch') throw flaky.failWith;
        if (writing.has(name)) flaky.writes.push(name);
        const rows = await store.query(name, args);
        if (name === 'store_payments' && --flaky.downAfterBatches <= 0) {
          flaky.downAfterBatches = Infinity;
          flaky.isDown = true;
          // Stored, and nobody is told.
          throw new StoreError(`${name}: connection reset`, true);
        }
        return rows;
      },
      close: () => Promise.resolve()
    }
  };
  return flaky;
}
