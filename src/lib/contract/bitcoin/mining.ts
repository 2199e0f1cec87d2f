/** Who secures the chain: difficulty, hash rate, pools, versions, peers. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Height, Percent, UnixTime } from '../kit/figures.ts';
import { panelOf } from './panel.ts';

const cache = { maxAgeSeconds: 60, serverSeconds: 60 };

export const DifficultyValue = z.array(
  z.strictObject({ time: UnixTime, height: Height.nullable(), difficulty: z.number() })
);
export type DifficultyValue = z.infer<typeof DifficultyValue>;
export const HashrateValue = z.array(z.strictObject({ time: UnixTime, hashrate: z.number() }));
export type HashrateValue = z.infer<typeof HashrateValue>;

export const PoolsValue = z.strictObject({
  period: z.string(),
  blocks: Count,
  pools: z.array(z.strictObject({ name: z.string(), blocks: Count, share: Percent }))
});
export type PoolsValue = z.infer<typeof PoolsValue>;

export const VersionsValue = z.strictObject({
  blocks: Count.describe('the newest that were seen, at most 2,016'),
  versions: z.array(z.strictObject({ version: z.string().describe('hex'), blocks: Count, share: Percent }))
});
export type VersionsValue = z.infer<typeof VersionsValue>;

export const spans = ['1y', '5y', '10y', 'all'] as const;

export const mining = endpoint({
  id: 'bitcoinMining',
  path: '/api/bitcoin/mining',
  summary: 'Difficulty and hash rate over the years, pools of the last week, versions of the newest blocks',
  query: z.strictObject({ span: z.enum(spans).default('1y') }),
  response: z.strictObject({
    span: z.enum(spans),
    difficulty: panelOf(DifficultyValue),
    hashrate: panelOf(HashrateValue),
    pools: panelOf(PoolsValue),
    versions: panelOf(VersionsValue)
  }),
  cache
});

const Group = z.strictObject({ name: z.string(), count: Count });
export const PeersValue = z.strictObject({
  total: Count,
  inbound: Count,
  networks: z.array(Group),
  versions: z.array(Group).describe('as peers call themselves'),
  oldestSince: UnixTime.nullable().describe('when the oldest connection was made')
});
export type PeersValue = z.infer<typeof PeersValue>;

export const nodes = endpoint({
  id: 'bitcoinNodes',
  path: '/api/bitcoin/nodes',
  summary: 'Peers of the own node by network and version; the count of all reachable nodes, where a source tells it',
  response: z.strictObject({
    peers: panelOf(PeersValue),
    reachable: panelOf(z.strictObject({ total: Count }))
  }),
  cache
});
