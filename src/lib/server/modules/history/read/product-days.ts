/**
 * Containers per product and day.
 *
 * A day without counts per image is unknown, and so is one before the category was recognised; any other knows every
 * product but those that were recognised later.
 */
import type { Category } from '../../../../contract/census/network.ts';
import { eachDay } from '../../../../domain/time/periods.ts';
import { keySet } from '../../../platform/store/rows.ts';
import type { ReadContext } from '../../ledger/module.ts';
import { isSince, recognisedOf } from './recognised.ts';

/** By day, ascending, then by slug; days that are not known are missing, a product that is not known yet is null. */
export type ProductDays = ReadonlyMap<string, ReadonlyMap<string, number | null>>;

export async function readProductDays(
  context: ReadContext,
  category: Category,
  { start, end }: { start: string; end: string }
): Promise<ProductDays> {
  const [since, days, rows] = await Promise.all([
    recognisedOf(context),
    context.store.query('repo_days', { dates: keySet(eachDay(start, end)) }),
    context.store.query('get_repos_by_category', { category, start, end })
  ]);
  const known = days.filter(({ date }) => isSince(date, since.categoryOf(category)));
  const later = [...since.productsOf(category)];
  const counts = new Map(
    known.map(({ date }) => {
      const notYet = later.flatMap(([slug, first]) => (isSince(date, first) ? [] : [[slug, null] as const]));
      return [date, new Map<string, number | null>(notYet)];
    })
  );
  for (const { date, slug, instance_count } of rows) counts.get(date)?.set(slug, instance_count);
  return counts;
}
