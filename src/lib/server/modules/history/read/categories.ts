/** Categories: what they consist of on the newest day with counts, now, and from day to day. */
import type * as wire from '../../../../contract/history/categories.ts';
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import type { Category } from '../../../../contract/census/network.ts';
import { productOf } from '../../../../domain/apps/categories.ts';
import { unknownColumns } from '../../../../domain/census/network-columns.ts';
import { addDays, dateOf, eachDay } from '../../../../domain/time/periods.ts';
import { freshnessOf, rangeOf, type ReadContext } from '../../ledger/module.ts';
import { categoryNow, columnsNow, nodesOf, readCurrent } from '../../census/module.ts';
import { readProductDays } from './product-days.ts';
import { isSince, recognisedOf } from './recognised.ts';
import { readSnapshotState, repoFreshness, snapshotFreshness } from './snapshot-state.ts';
import { readDays } from './snapshots.ts';

type Query = Parsed<typeof wire.categoryHistory>['query'];
type OfCategory = { params: { category: Category } };

export async function readCategoryTop(
  context: ReadContext,
  { params: { category }, query: { limit, days } }: Pick<Parsed<typeof wire.categoryTop>, 'params' | 'query'>
): Promise<Answer<typeof wire.categoryTop>> {
  const state = await readSnapshotState(context);
  const fresh = repoFreshness(state, context.now());
  const date = state.lastRepoDate;
  if (date === null) return { category, date, total: null, previousTotal: null, days, repos: null, ...fresh };
  const previous = addDays(date, -days);
  const on = (day: string) => ({ start_date: day, end_date: day });
  const [since, known, rows, [now], [then]] = await Promise.all([
    recognisedOf(context),
    context.store.query('repo_days', { dates: { [previous]: 1 } }),
    context.store.query('get_top_repos_by_category', { category, date, previous }),
    totalsOf(context, category, on(date)),
    totalsOf(context, category, on(previous))
  ]);
  const firstDate = since.categoryOf(category);
  const hasPrevious = known.length > 0 && isSince(previous, firstDate);
  const firstOf = since.productsOf(category);
  const products = new Map<string, { images: string[]; count: number; before: number }>();
  for (const { slug, image_name, instance_count, previous_count } of rows) {
    const { images = [], count = 0, before = 0 } = products.get(slug) ?? {};
    products.set(slug, {
      images: image_name === null ? images : [...images, image_name],
      count: count + instance_count,
      before: before + previous_count
    });
  }
  const repos = [...products].map(([slug, { images, count, before }]) => ({
    ...productOf(slug),
    images,
    instanceCount: count,
    previousCount: hasPrevious && isSince(previous, firstOf.get(slug)) ? before : null
  }));
  const sum = (counts: number[]) => counts.reduce((whole, each) => whole + each, 0);
  return {
    category,
    date,
    total: now?.total ?? (isSince(date, firstDate) ? sum(repos.map(({ instanceCount }) => instanceCount)) : null),
    previousTotal: then?.total ?? (hasPrevious ? sum([...products.values()].map(({ before }) => before)) : null),
    days,
    repos: repos
      .filter(({ instanceCount }) => instanceCount > 0)
      .toSorted((a, b) => b.instanceCount - a.instanceCount || (a.slug < b.slug ? -1 : 1))
      .slice(0, limit),
    ...fresh
  };
}

export async function readCategoryHistory(
  context: ReadContext,
  { params: { category }, query }: OfCategory & { query: Query }
): Promise<Answer<typeof wire.categoryHistory>> {
  const [state, since, data] = await Promise.all([
    readSnapshotState(context),
    recognisedOf(context),
    totalsOf(context, category, query)
  ]);
  const fresh = snapshotFreshness(state, context.now());
  return { category, count: data.length, data, firstDate: since.categoryOf(category), ...fresh };
}

export async function readCategoryRepos(
  context: ReadContext,
  { params: { category }, query }: OfCategory & { query: Query }
): Promise<Answer<typeof wire.categoryRepos>> {
  const { start, end } = rangeOf(query, dateOf(context.now()));
  const [state, since, counts] = await Promise.all([
    readSnapshotState(context),
    recognisedOf(context),
    readProductDays(context, category, { start, end })
  ]);
  const newest = [...counts.values()].at(-1) ?? new Map<string, number | null>();
  const slugs = [...new Set([...counts.values()].flatMap(knownSlugs))];
  const products = slugs
    .toSorted((a, b) => (newest.get(b) ?? 0) - (newest.get(a) ?? 0) || (a < b ? -1 : 1))
    .map(productOf);
  const data = eachDay(start, end).map((date) => {
    const ofDay = counts.get(date);
    if (ofDay === undefined) return { date, counts: null };
    return { date, counts: Object.fromEntries([...ofDay].filter(([slug]) => slugs.includes(slug))) };
  });
  const fresh = repoFreshness(state, context.now());
  return { category, count: data.length, products, data, firstDate: since.categoryOf(category), ...fresh };
}

function knownSlugs(ofDay: ReadonlyMap<string, number | null>): string[] {
  return [...ofDay].flatMap(([slug, count]) => (count === null ? [] : [slug]));
}

export async function readCategoryNow(
  context: ReadContext,
  category: 'gaming' | 'crypto',
  { query }: { query: Query }
): Promise<Answer<typeof wire.gaming>> {
  const [current, history] = await Promise.all([readCurrent(context), totalsOf(context, category, query)]);
  return { current: categoryNow(current, category), history };
}

export async function readNodesCategory(
  context: ReadContext,
  { query }: { query: Query }
): Promise<Answer<typeof wire.nodesCategory>> {
  const { start, end } = rangeOf(query, dateOf(context.now()));
  const [state, current, rows] = await Promise.all([
    readSnapshotState(context),
    readCurrent(context),
    readDays(context, { start, end })
  ]);
  return {
    current: { ...nodesOf(columnsNow(current)), ...freshnessOf(current('nodes')) },
    firstDate: state.firstDate,
    history: eachDay(start, end).map((date) => ({ date, ...nodesOf(rows.get(date) ?? unknownColumns) }))
  };
}

async function totalsOf(context: ReadContext, category: Category, query: Query): Promise<wire.CategoryDay[]> {
  const { start, end } = rangeOf(query, dateOf(context.now()));
  const [since, rows] = await Promise.all([
    recognisedOf(context),
    context.store.query('get_category_history', { category, start, end })
  ]);
  const known = rows.filter(({ date }) => isSince(date, since.categoryOf(category)));
  const totals = new Map(known.map(({ date, total }) => [date, total]));
  return eachDay(start, end).map((date) => ({ date, total: totals.get(date) ?? null }));
}
