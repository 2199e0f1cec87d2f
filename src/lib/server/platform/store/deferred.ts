/**
 * A store that is still being opened: the process listens at once, migrations run behind it.
 *
 * Until it is open every query is refused as an outage, so visitors are told to wait and nothing is answered wrongly.
 */
import { StoreError } from '../errors.ts';
import type { Store } from './store.ts';

export interface DeferredStore extends Store {
  /** From now on queries go to this store. */
  attach(store: Store): void;
}

export function createDeferredStore(): DeferredStore {
  let open: Store | null = null;
  return {
    attach(store) {
      open = store;
    },
    query(name, args) {
      if (open === null) return Promise.reject(new StoreError('the database is being opened', true));
      return open.query(name, args);
    },
    async close() {
      await open?.close();
    }
  };
}
