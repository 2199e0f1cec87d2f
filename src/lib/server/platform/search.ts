/**
 * The search over everything: each module says what a text means among its own things.
 *
 * Groups come in the order of the modules' searchers, exact hits first. A searcher that fails fails the search: a group that
 * is missing would read as "nothing there".
 */
import type { FoundGroup } from '../../contract/search/search.ts';
import { search } from '../../contract/search/search.ts';
import { serve, type Route } from './http/serve.ts';

export interface Searcher {
  /** Exact kinds come first: what the whole text is, before what it is a part of. */
  isExact: boolean;
  /** The group of what fits, or null. `text` is trimmed and has at least one character. */
  find: (text: string) => Promise<FoundGroup | null>;
}

/** Items of a group that has more. */
export const SHOWN_HITS = 5;

export function searchRoutes(searchers: readonly Searcher[]): Route[] {
  const ordered = [...searchers.filter(({ isExact }) => isExact), ...searchers.filter(({ isExact }) => !isExact)];
  return [
    serve(search, async ({ query: { q } }) => {
      const text = q.trim();
      const groups = text === '' ? [] : await Promise.all(ordered.map(({ find }) => find(text)));
      return { q, groups: groups.filter((group) => group !== null) };
    })
  ];
}
