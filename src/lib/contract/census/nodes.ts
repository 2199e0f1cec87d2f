/** Nodes one by one, highest tier first, then by collateral, unless another order is asked; where they are; and one machine. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, freshness, UnixTime } from '../kit/figures.ts';
import { Tier } from './network.ts';
import { limitUpTo, order, page, text } from '../kit/parameters.ts';

const Measured = z.number().min(0);

export const Benchmark = z.strictObject({
  cores: Measured.describe('threads'),
  ramGb: Measured,
  storageGb: Measured,
  diskWriteMBs: Measured.nullable(),
  eps: Measured.nullable().describe('events per second'),
  downloadMbit: Measured.nullable(),
  uploadMbit: Measured.nullable()
});

export const Node = z.strictObject({
  collateral: z.string().describe('txid:output'),
  tier: Tier,
  paymentAddress: z.string(),
  ip: z.string().nullable().describe('host:port'),
  country: z.string().nullable(),
  countryCode: z.string().nullable(),
  provider: z.string().nullable(),
  isDataCenter: z.boolean().nullable(),
  benchmark: Benchmark.nullable(),
  /** What apps have locked there. */
  locked: z.strictObject({ cores: Measured, ramGb: Measured, storageGb: Measured }).nullable(),
  /** Apps that the network says run there; null where that is not known. */
  apps: z.strictObject({ count: Count, names: z.array(z.string()) }).nullable(),
  since: UnixTime.nullable().describe('start of the node')
});
export type Node = z.infer<typeof Node>;

export const nodeSorts = ['tier', 'since', 'cores', 'ram', 'storage', 'eps', 'download', 'upload'] as const;

export const nodes = endpoint({
  id: 'nodes',
  path: '/api/nodes',
  summary: 'One page of nodes',
  query: z.strictObject({
    page,
    limit: limitUpTo(1_000, 50),
    search: z
      .string()
      .regex(/^\P{Cc}{1,64}$/u, { error: '1 to 64 characters' })
      .describe('case-insensitive part of IP, payment address, country, provider or collateral')
      .optional(),
    tier: z.enum(Tier.options, { error: Tier.options.join(', ') }).optional(),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, { error: 'a country code, two capitals' })
      .optional(),
    provider: text({ min: 1, max: 256 }).describe('exact').optional(),
    wallet: text({ min: 1, max: 128 }).describe('exact payment address').optional(),
    sort: z
      .enum(nodeSorts, { error: nodeSorts.join(', ') })
      .describe('tier unless given; what is not known comes last')
      .optional(),
    order
  }),
  response: z.strictObject({
    nodes: z.array(Node).nullable(),
    total: Count.nullable(),
    page: Count,
    limit: Count,
    totalPages: Count.nullable(),
    ...freshness
  }),
  cache: { maxAgeSeconds: 10, serverSeconds: 30 }
});

const Place = z.strictObject({ name: z.string(), count: Count });

export const nodePlaces = endpoint({
  id: 'nodePlaces',
  path: '/api/nodes/places',
  summary: 'Countries and providers that have nodes, alone and together, with how many, most first',
  query: z.strictObject({
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, { error: 'a country code, two capitals' })
      .describe('providers there only')
      .optional()
  }),
  response: z.strictObject({
    countries: z.array(z.strictObject({ code: z.string(), ...Place.shape })).nullable(),
    providers: z.array(Place).nullable(),
    largest: z
      .array(z.strictObject({ code: z.string(), provider: z.string(), count: Count }))
      .nullable()
      .describe('providers of a country with most nodes; none where one country is asked for'),
    ...freshness
  }),
  cache: { maxAgeSeconds: 60, serverSeconds: 60 }
});

export const nodeDetail = endpoint({
  id: 'node',
  path: '/api/nodes/:ip',
  summary: 'The nodes of an IP address, with or without a port',
  params: z.strictObject({ ip: text({ min: 1, max: 64 }) }),
  response: z.strictObject({
    ip: z.string(),
    nodes: z.array(
      z.strictObject({
        ...Node.shape,
        walletNodes: Count.describe('nodes of the same payment address, this one included'),
        seenFrom: UnixTime.nullable().describe('first census that showed it as it is')
      })
    ),
    ...freshness
  }),
  cache: { maxAgeSeconds: 10, serverSeconds: 30 }
});
