/** The passport of a figure: where it comes from, how old it is, what it covers, by which rule it is made. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Coverage, freshness, UnixTime } from '../kit/figures.ts';

export const Passport = z.strictObject({
  id: z.string(),
  label: z.string(),
  unit: z.string(),
  rule: z.string().describe('how it is made, in a sentence'),
  endpoint: z.string().describe('where the figure is answered'),
  ...freshness,
  coverage: Coverage.nullable(),
  sources: z.array(
    z.strictObject({
      name: z.string(),
      ok: z.boolean().nullable().describe('null: it was not asked yet'),
      lastSuccess: UnixTime.nullable(),
      ageSeconds: Count.nullable()
    })
  ),
  lastChange: UnixTime.nullable().describe('when the figure was last seen to be another; null: not known')
});
export type Passport = z.infer<typeof Passport>;

export const figures = endpoint({
  id: 'figures',
  path: '/api/figures',
  summary: 'Every figure that the pages show, by the id of its passport',
  response: z.strictObject({
    figures: z.array(
      z.strictObject({ id: z.string(), label: z.string(), unit: z.string(), rule: z.string(), endpoint: z.string() })
    )
  }),
  cache: { maxAgeSeconds: 60, serverSeconds: 60 }
});

export const figure = endpoint({
  id: 'figure',
  path: '/api/figures/:id',
  summary: 'Why a figure has the value that it has: sources with their age, coverage, rule, last change',
  params: z.strictObject({ id: z.string().min(1).max(60) }),
  response: Passport,
  cache: { maxAgeSeconds: 0, serverSeconds: 2 }
});
