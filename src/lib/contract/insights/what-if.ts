/** What would happen: if part of the network went dark, if somebody ordered an app. */
import * as z from 'zod';
import { limits } from '../../domain/insights/fit.ts';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Flux } from '../kit/figures.ts';
import { text } from '../kit/parameters.ts';
import { cache, section, Share } from './section.ts';

const name = text({ min: 1, max: 128 }).optional();
const Hits = z
  .array(z.strictObject({ name: z.string(), lost: Count, copies: Count }))
  .describe('complete, most copies first');
const Left = z.strictObject({ left: z.number(), total: z.number(), percent: Share });

export const blast = endpoint({
  id: 'insightsBlast',
  path: '/api/insights/blast',
  summary:
    'If the nodes of one provider, country (name or code), operator or FluxOS version went dark: apps that lose all, most, some copies, capacity left, 30 days of revenue exposed',
  query: z
    .strictObject({ provider: name, country: name, operator: name, version: name })
    .refine((asked) => Object.values(asked).filter((value) => value !== undefined).length === 1, {
      error: 'exactly one of provider, country, operator, version'
    }),
  response: z.strictObject({
    nodes: Count.nullable().describe('that would go dark'),
    apps: z.strictObject({ all: Count, most: Count, some: Count }).nullable(),
    losing: z.strictObject({ all: Hits, most: Hits, some: Hits }).nullable(),
    capacityLeft: z
      .strictObject({ nodes: Left, cores: Left, ramGb: Left, storageGb: Left })
      .nullable()
      .describe('of machines that were measured'),
    revenueExposed: Flux.nullable().describe('30 days of the apps that lose every copy'),
    revenue: z
      .strictObject({ all: Flux, most: Flux, some: Flux, shareOfAll: Share })
      .nullable()
      .describe('30 days of the apps that lose all, most, some copies'),
    ...section
  }),
  cache
});

const Fitting = z.strictObject({ nodes: Count });
const fitAnswer = z.strictObject({
  now: Fitting.nullable(),
  in30Days: Fitting.nullable().describe('once what ends until then has given back what it locks; a lower bound'),
  limiting: z.enum(limits).nullable().describe('the condition that excludes most nodes by itself'),
  excluded: z
    .strictObject(
      Object.fromEntries(limits.map((limit) => [limit, Count])) as Record<(typeof limits)[number], typeof Count>
    )
    .nullable()
    .describe('nodes that each condition excludes, alone or with others'),
  needs: z
    .strictObject({ cpu: z.number(), ramMb: z.number(), hddGb: z.number() })
    .describe('of one instance, with the 12 GB that each component takes besides'),
  instances: Count.nullable().describe('asked for'),
  ...section
});

const fitSummary =
  'Nodes that can take one more instance, now and in 30 days. Of every node a core, 2,000 MB and 80 GB are its own; nodes whose machine, load or place is not known are not judged';

const amount = (max: number) => {
  const error = `a number from 0 to ${max}`;
  return z.preprocess(
    (value: number | string) =>
      typeof value === 'string' && /^\d{1,9}(\.\d{1,6})?$/.test(value) ? Number(value) : value,
    z.number({ error }).min(0, { error }).max(max, { error })
  );
};
const yesOrNo = z.preprocess(
  (value: boolean | string) =>
    value === 'true' || value === '1' ? true : value === 'false' || value === '0' ? false : value,
  z.boolean({ error: 'true or false' })
);
const geoList = z.preprocess(
  (value: string | readonly string[]) =>
    typeof value === 'string' ? value.split(',').filter((part) => part !== '') : value,
  z.array(z.string().max(200)).max(20)
);

const flat = {
  cpu: amount(1_000).describe('cores of one instance'),
  ram: amount(10_000_000).describe('MB'),
  hdd: amount(1_000_000).describe('GB'),
  geo: geoList.optional().describe('as specifications write it: acEU, acEU_DE, a!cNA'),
  staticip: yesOrNo.optional()
};

export const fitQuery = endpoint({
  id: 'insightsFitQuery',
  path: '/api/insights/fit',
  summary: fitSummary,
  query: z.strictObject(flat),
  response: fitAnswer,
  cache
});

/** As the network writes them; what says nothing about where it fits is not read. */
const Component = z.object({ cpu: amount(1_000), ram: amount(10_000_000), hdd: amount(1_000_000) });
/** As version 9 writes them, by name. */
const NamedComponent = z.object({
  cpu: amount(1_000),
  memory: amount(10_000_000).describe('MB'),
  rootFsGb: amount(1_000_000),
  persistentStorage: z.object({ sizeGb: amount(1_000_000) }).nullish()
});
const where = {
  geolocation: z.array(z.string().max(200)).max(20).optional(),
  nodes: z.array(z.string().max(200)).max(1_000).optional(),
  staticip: yesOrNo.optional(),
  instances: z.int().min(1).max(1_000).optional()
};
/** With components in a list or by name, or flat: what is missing of the flat form is named. */
const Order = z
  .object({
    compose: z.array(Component).min(1).max(100).optional(),
    components: z
      .record(z.string(), NamedComponent)
      .refine((named) => Object.keys(named).length >= 1 && Object.keys(named).length <= 100, { error: '1 to 100' })
      .optional(),
    cpu: flat.cpu.optional(),
    ram: flat.ram.optional(),
    hdd: flat.hdd.optional(),
    geo: flat.geo,
    ...where
  })
  .superRefine((order, context) => {
    if (order.compose !== undefined || order.components !== undefined) return;
    for (const name of ['cpu', 'ram', 'hdd'] as const)
      if (order[name] === undefined)
        context.addIssue({ code: 'custom', path: [name], message: 'a number, or compose' });
  });
export type FitOrder = z.output<typeof Order>;

export const fit = endpoint({
  id: 'insightsFit',
  method: 'POST',
  path: '/api/insights/fit',
  summary: `${fitSummary}. The body is a specification (with compose, components, or flat) or cpu, ram, hdd, geo, staticip`,
  body: Order,
  response: fitAnswer
});
