/** Containers per product and day. A day without counts per image is unknown; one with them knows every product. */
import type { Category } from '../../contract/network.ts';
import { eachDay } from '../../domain/periods.ts';
import { keySet } from '../store/rows.ts';
import type { ReadContext } from './context.ts';

/** By day, ascending, then by slug; days that are not known are missing. */
export type ProductDays = ReadonlyMap<string, ReadonlyMap<string, number>>;

export async function readProductDays(
  { store }: ReadContext,
  category: Category,
  { start, end }: { start: string; end: string }
): Promise<ProductDays> {
  const [days, rows] = await Promise.all([
    store.query('repo_days', { dates: keySet(eachDay(start, end)) }),
    store.query('get_repos_by_category', { category, start, end })
  ]);
  const counts = new Map(days.map(({ date }) => [date, new Map<string, number>()]));
  for (const { date, slug, instance_count } of rows) counts.get(date)?.set(slug, instance_count);
  return counts;
}
