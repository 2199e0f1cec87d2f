/** One box for everything: what a text may mean, grouped by kind. Modules add kinds of their own (platform/search.ts). */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, freshness } from '../kit/figures.ts';

export const Found = z.strictObject({
  title: z.string(),
  detail: z.string().describe('a few words beside it; may be empty'),
  path: z.string().startsWith('/').describe('the page about it')
});
export type Found = z.infer<typeof Found>;

export const FoundGroup = z.strictObject({
  kind: z.string().describe('app, payment, payer, wallet, node, image, block, ...'),
  label: z.string(),
  items: z.array(Found).min(1).max(10),
  total: Count,
  /** More fit than were counted. */
  totalIsLowerBound: z.boolean(),
  /** Where all of them are listed. */
  path: z.string().startsWith('/').nullable(),
  ...freshness
});
export type FoundGroup = z.infer<typeof FoundGroup>;

export const MAX_QUERY = 128;

export const search = endpoint({
  id: 'search',
  path: '/api/search',
  summary: 'What a text may be: app, transaction, address, IP, image, height. Groups without a hit are left out',
  query: z.strictObject({
    q: z.string().regex(/^\P{Cc}{1,128}$/u, { error: `1 to ${MAX_QUERY} characters` })
  }),
  response: z.strictObject({ q: z.string(), groups: z.array(FoundGroup) }),
  cache: { maxAgeSeconds: 10, serverSeconds: 30 }
});
