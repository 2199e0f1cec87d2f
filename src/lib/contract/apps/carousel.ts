/** What the overview's carousel shows. Lists are complete; null = not known, as without the chain's height. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, freshness, Height, UnixTime } from '../kit/figures.ts';
import { Tier } from '../census/network.ts';

const cache = { maxAgeSeconds: 30, serverSeconds: 30 };

const age = {
  /** Figures come from the last census, not from the network itself. */
  cached: z.boolean(),
  cacheAge: Count.nullable().describe('seconds'),
  fresh: z.boolean(),
  timestamp: UnixTime.nullable(),
  ...freshness
};

const TopApp = z.strictObject({
  kind: z.literal('top-app'),
  image: z.string(),
  slug: z.string(),
  label: z.string(),
  count: Count.describe('containers')
});

const BenchmarkRecord = z.strictObject({
  kind: z.literal('record'),
  tier: Tier,
  measure: z.enum(['cores', 'ramGb', 'storageGb', 'diskWriteMBs', 'eps', 'downloadMbit', 'uploadMbit']),
  value: z.number().min(0),
  ip: z.string()
});

export const CarouselStat = z.discriminatedUnion('kind', [TopApp, BenchmarkRecord]);
export type CarouselStat = z.infer<typeof CarouselStat>;

export const carouselStats = endpoint({
  id: 'carouselStats',
  path: '/api/carousel/stats',
  summary: 'The ten images with most containers, and the best benchmark of each tier in each measure',
  response: z.strictObject({ stats: z.array(CarouselStat).nullable(), ...age }),
  cache
});

/** Resources of one instance; null when encrypted or not known. */
const app = {
  name: z.string(),
  instances: Count.nullable(),
  cpu: z.number().nullable(),
  ram: z.number().nullable().describe('MB'),
  hdd: z.number().nullable().describe('GB'),
  encrypted: z.boolean(),
  height: Height
};

export const DeployedApp = z.strictObject({ ...app, blockAge: Count });
export type DeployedApp = z.infer<typeof DeployedApp>;

export const carouselDeployed = endpoint({
  id: 'carouselDeployed',
  path: '/api/carousel/deployed',
  summary: 'Apps registered or updated within the last day of blocks, newest first',
  response: z.strictObject({ stats: z.array(DeployedApp).nullable(), ...age }),
  cache
});

export const ExpiringApp = z.strictObject({ ...app, blocksUntilExpiry: Count });
export type ExpiringApp = z.infer<typeof ExpiringApp>;

export const carouselExpiring = endpoint({
  id: 'carouselExpiring',
  path: '/api/carousel/expiring',
  summary: 'Apps that end within the next day of blocks, soonest first',
  response: z.strictObject({ stats: z.array(ExpiringApp).nullable(), ...age }),
  cache
});
