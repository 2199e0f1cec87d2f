/** Gaming, crypto and WordPress: what they consist of, now and from day to day. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Coverage, Day, firstDate, freshness } from '../kit/figures.ts';
import { Category, categorySection, nodesSection } from '../census/network.ts';
import { limitUpTo, MAX_DAYS, range, wholeNumber } from '../kit/parameters.ts';

const cache = { maxAgeSeconds: 30, serverSeconds: 60 };
const query = z.strictObject(range);
const params = z.strictObject({ category: Category });

export const CategoryDay = z.strictObject({ date: Day, total: Count.nullable() });
export type CategoryDay = z.infer<typeof CategoryDay>;

export const TopRepo = z.strictObject({
  slug: z.string(),
  label: z.string(),
  /** Those of its images that ran on either day; none for what is recognised by the app's name alone. */
  images: z.array(z.string()),
  instanceCount: Count,
  previousCount: Count.nullable()
});

export const categoryTop = endpoint({
  id: 'categoryTop',
  path: '/api/metrics/category/:category/top',
  summary: 'The largest products of a category on the newest day with counts, and how many they were `days` before',
  params,
  query: z.strictObject({
    limit: limitUpTo(100, 3),
    days: wholeNumber({ min: 1, max: MAX_DAYS }).default(7)
  }),
  response: z.strictObject({
    category: Category,
    date: Day.nullable(),
    total: Count.nullable(),
    previousTotal: Count.nullable(),
    days: Count,
    repos: z.array(TopRepo).nullable(),
    ...freshness
  }),
  cache
});

export const categoryHistory = endpoint({
  id: 'categoryHistory',
  path: '/api/history/category/:category',
  summary: 'Containers of a category per day: the newest `limit` days (365), or from start_date to end_date',
  params,
  query,
  response: z.strictObject({
    category: Category,
    count: Count,
    data: z.array(CategoryDay),
    ...firstDate,
    ...freshness
  }),
  cache
});

export const categoryRepos = endpoint({
  id: 'categoryRepos',
  path: '/api/history/category/:category/repos',
  summary: 'Containers per product of a category and day',
  params,
  query,
  response: z.strictObject({
    category: Category,
    count: Count,
    products: z
      .array(z.strictObject({ slug: z.string(), label: z.string() }))
      .describe('of the range, those with most containers on its newest known day first'),
    data: z.array(
      z.strictObject({
        date: Day,
        counts: z
          .record(z.string(), Count.nullable())
          .nullable()
          .describe('by slug; null before a product was first recognised, products that are not named had none')
      })
    ),
    ...firstDate,
    ...freshness
  }),
  cache
});

const CategoryNow = z.strictObject({
  current: z.strictObject({ ...categorySection, coverage: Coverage.nullable(), ...freshness }),
  history: z.array(CategoryDay)
});

export const gaming = endpoint({
  id: 'categoryGaming',
  path: '/api/categories/gaming',
  summary: 'Game servers now, by product, and per day',
  query,
  response: CategoryNow,
  cache
});

export const crypto = endpoint({
  id: 'categoryCrypto',
  path: '/api/categories/crypto',
  summary: 'Crypto nodes now, by product, and per day',
  query,
  response: CategoryNow,
  cache
});

export const NodesDay = z.strictObject({ date: Day, ...nodesSection });

export const nodesCategory = endpoint({
  id: 'categoryNodes',
  path: '/api/categories/nodes',
  summary: 'Nodes now, by tier, and per day',
  query,
  response: z.strictObject({
    current: z.strictObject({ ...nodesSection, ...freshness }),
    history: z.array(NodesDay),
    ...firstDate
  }),
  cache
});
