/** Which images the page shows: those of the address's search, category and product, most containers first. */
import type { RepoRow } from '../../lib/ui/live/answers.ts';
import { choiceOf, pageOf, textOf } from '../../lib/ui/state/url-state.ts';

export const categories = ['all', 'gaming', 'crypto', 'wordpress', 'other'] as const;

export interface RepoSelection {
  search: string;
  category: (typeof categories)[number];
  /** Slug; empty = of all products. */
  product: string;
  page: number;
}

const PAGE_ROWS = 100;

/** The images that fit and how many there are in all. */
export interface RepoList {
  rows: RepoRow[];
  found: number;
  totalPages: number;
  /** Of all images. */
  count: number | null;
  total: number | null;
  date: string | null;
  isKnown: boolean;
  asOf: number | null;
  stale: boolean;
}

export function readSelection(query: URLSearchParams): RepoSelection {
  return {
    search: textOf(query, 'search') ?? '',
    category: choiceOf(query, 'category', categories),
    product: textOf(query, 'product') ?? '',
    page: pageOf(query)
  };
}

export function selectRepos<T extends Pick<RepoRow, 'image' | 'label' | 'slug' | 'category'>>(
  repos: readonly T[],
  { search, category, product, page }: RepoSelection
) {
  const text = search.toLowerCase();
  const found = repos.filter(
    (repo) =>
      `${repo.image}\n${repo.label ?? ''}`.toLowerCase().includes(text) &&
      (category === 'all' || repo.category === category) &&
      (product === '' || repo.slug === product)
  );
  return {
    rows: found.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS),
    found: found.length,
    totalPages: Math.ceil(found.length / PAGE_ROWS)
  };
}
