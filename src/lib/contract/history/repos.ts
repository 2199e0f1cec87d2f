/** Images by day: how many containers ran each. Tags of one repository are counted together where it says so. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Day, firstDate, freshness } from '../kit/figures.ts';
import { Category } from '../census/network.ts';
import { range, text } from '../kit/parameters.ts';

const cache = { maxAgeSeconds: 30, serverSeconds: 60 };

export const repoList = endpoint({
  id: 'repoList',
  path: '/api/history/repos/list',
  summary: 'Every image ever seen, with its tag',
  response: z.strictObject({
    count: Count.nullable().describe('null: none was ever counted'),
    images: z.array(z.string()),
    ...freshness
  }),
  cache
});

export const repoHistory = endpoint({
  id: 'repoHistory',
  path: '/api/history/repos/history',
  summary: 'Containers of an image per day, all tags of its repository together',
  query: z.strictObject({
    image: text({ min: 1, max: 512 }).describe('with or without a tag'),
    ...range
  }),
  response: z.strictObject({
    repository: z.string(),
    images: z.array(z.string()).describe('the tags that are counted together'),
    count: Count,
    data: z.array(z.strictObject({ date: Day, instanceCount: Count.nullable() })),
    ...firstDate,
    ...freshness
  }),
  cache
});

export const RepoCount = z.strictObject({
  image: z.string(),
  repository: z.string(),
  /** null = not sorted into categories yet. */
  category: z.enum([...Category.options, 'other']).nullable(),
  slug: z.string().nullable(),
  label: z.string().nullable(),
  instanceCount: Count
});

export const repoLatest = endpoint({
  id: 'repoLatest',
  path: '/api/history/repos/latest',
  summary: 'Containers per image on the newest day with counts, most first',
  response: z.strictObject({
    date: Day.nullable(),
    count: Count.nullable(),
    total: Count.nullable().describe('containers'),
    repos: z.array(RepoCount).nullable(),
    ...freshness
  }),
  cache
});
