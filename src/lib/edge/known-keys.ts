/** Keys that the API told of a moment ago, with what the edge has served to each since then. */
import { LRUCache } from 'lru-cache';
import { KEY_MS, readEdgeKey, type EdgeKey } from '../link/edge-key.ts';

export interface KnownKeys {
  /** null: the API is to be asked. */
  find(sent: string): EdgeKey | null;
  /** Remembers what the API said of a key; anything that cannot be read is forgotten. */
  learn(sent: string, header: string): void;
  /** One more answer was served to it. */
  serve(key: EdgeKey): void;
}

const MAX_KEYS = 5_000;

/** `now`: ms of the monotonic clock. */
export function createKnownKeys(now: () => number): KnownKeys {
  const keys = new LRUCache<string, { key: EdgeKey; until: number }>({ max: MAX_KEYS });
  return {
    find(sent) {
      const known = keys.get(sent);
      return known !== undefined && now() < known.until ? known.key : null;
    },
    learn(sent, header) {
      const key = readEdgeKey(header);
      if (key === null) keys.delete(sent);
      else keys.set(sent, { key, until: now() + KEY_MS });
    },
    serve(key) {
      key.month.used++;
    }
  };
}
