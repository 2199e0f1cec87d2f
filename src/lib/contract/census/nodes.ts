/** Nodes one by one, highest tier first, then by collateral. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, freshness, UnixTime } from '../kit/figures.ts';
import { Tier } from './network.ts';
import { limitUpTo, page } from '../kit/parameters.ts';

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
    tier: z.enum(Tier.options, { error: Tier.options.join(', ') }).optional()
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
