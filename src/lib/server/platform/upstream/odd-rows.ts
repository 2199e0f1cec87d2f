/**
 * What of an answer cannot be read, for whoever has to find out: how many rows, and one of them by name. A row may be of no
 * use at all, or have a content of a kind that nobody knows.
 */
import type { z } from 'zod';
import { firstIssue } from './answer.ts';
import { quoteShort } from './failures.ts';

export interface OddRows {
  /** Rows of no use. */
  readonly unreadable: number;
  /** Rows with an unknown content. */
  readonly unknown: number;
  /** `name` null: not even that could be read. */
  addUnreadable(name: string | null, reason: z.ZodError | null): void;
  addUnknown(name: string, specVersion: number | null): void;
  /** It was read by now. */
  remove(name: string): void;
  /** "3 of 1882 specifications cannot be read, such as ..."; null where nothing is odd. */
  told(total: number): string | null;
}

/** Names are kept up to so many; the others are counted only. */
const MOST_NAMED = 20_000;

export function tallyOdd(what: string): OddRows {
  const unreadable = createList();
  const unknown = createList();
  return {
    get unreadable() {
      return unreadable.count();
    },
    get unknown() {
      return unknown.count();
    },
    addUnreadable: (name, reason) => unreadable.add(name, reason === null ? 'no known shape' : firstIssue(reason)),
    addUnknown: (name, specVersion) =>
      unknown.add(name, specVersion === null ? 'no version' : `version ${specVersion}`),
    remove(name) {
      unreadable.remove(name);
      unknown.remove(name);
    },
    told(total) {
      const line = (list: ReturnType<typeof createList>, fault: string) =>
        list.count() === 0 ? [] : [`${list.count()} of ${total} ${what} ${fault}, such as ${list.example()}`];
      const lines = [...line(unreadable, 'cannot be read'), ...line(unknown, 'have a content of no known kind')];
      return lines.length === 0 ? null : lines.join('; ');
    }
  };
}

function createList() {
  const named = new Map<string, string>();
  let others = 0;
  let last = '';
  return {
    count: () => named.size + others,
    add(name: string | null, reason: string) {
      if (name !== null && (named.size < MOST_NAMED || named.has(name))) named.set(name, reason);
      else {
        others += 1;
        last = reason;
      }
    },
    remove: (name: string) => void named.delete(name),
    example() {
      const [first] = named;
      return first === undefined ? `one without a name (${last})` : `${quoteShort(first[0])} (${first[1]})`;
    }
  };
}
