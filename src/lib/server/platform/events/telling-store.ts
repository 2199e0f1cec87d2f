/** Says when a write has appended to the log: `Store -> Store`. */
import type { Store } from '../store/store.ts';

export function tellingStore(store: Store, onTold: () => void): Store {
  return {
    async query(name, args) {
      const rows = await store.query(name, args);
      if ('events' in args && args.events.length > 0) onTold();
      return rows;
    },
    close: () => store.close()
  };
}
