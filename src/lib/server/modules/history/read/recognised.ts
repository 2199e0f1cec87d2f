/**
 * Since when categories and their products are counted.
 *
 * Before the first day that found a container of it nobody knew what to look for: such a day is unknown, whatever its row
 * says. Cards, charts and products ask here, so that all of them begin on the same day.
 */
import type { Category } from '../../../../contract/census/network.ts';
import type { NetworkColumns } from '../../../../domain/census/network-columns.ts';
import type { Store } from '../../../platform/store/store.ts';
import { recentOf, type ReadContext } from '../../ledger/module.ts';

export interface Recognised {
  /** First day of a category; null = none of its products was ever found. */
  categoryOf(category: Category): string | null;
  /** First day of each product of a category, by slug. */
  productsOf(category: Category): ReadonlyMap<string, string>;
}

const columns = { gaming: 'gaming_count', crypto: 'crypto_count', wordpress: 'wordpress_count' } as const;

/** The same for all answers of a moment. */
export const recognisedOf = recentOf(({ store }: ReadContext) => readRecognised(store));

async function readRecognised(store: Store): Promise<Recognised> {
  const categories = new Map<Category, string>();
  const products = new Map<Category, Map<string, string>>();
  for (const { category, slug, date } of await store.query('first_recognised', {})) {
    const before = categories.get(category);
    if (before === undefined || date < before) categories.set(category, date);
    if (slug === null) continue;
    const known = products.get(category) ?? new Map<string, string>();
    products.set(category, known.set(slug, date));
  }
  return {
    categoryOf: (category) => categories.get(category) ?? null,
    productsOf: (category) => products.get(category) ?? new Map()
  };
}

/** Whether a day is one from `first` on; never where there is no first day. */
export function isSince(date: string, first: string | null | undefined): boolean {
  return first !== null && first !== undefined && date >= first;
}

/** The columns of a day, without the totals of categories that were not recognised by then. */
export function knownColumns<Row extends NetworkColumns & { date: string }>(row: Row, recognised: Recognised): Row {
  const known = { ...row };
  for (const [category, column] of Object.entries(columns) as [Category, (typeof columns)[Category]][])
    if (!isSince(row.date, recognised.categoryOf(category))) known[column] = null;
  return known;
}
