/** Who holds the network, where its demand is, what its nodes are paid. */
import * as z from 'zod';
import type { tiers } from '../../domain/census/census.ts';
import { endpoint } from '../kit/endpoint.ts';
import { Flux, Height, UnixTime, Usd } from '../kit/figures.ts';
import { cache, dayOf, historyDays, section, Share } from './section.ts';

export const dimensions = ['provider', 'country', 'continent', 'operator', 'owner', 'payer'] as const;
export type Dimension = (typeof dimensions)[number];
export const weights = ['nodes', 'cores', 'collateral', 'instances', 'revenue'] as const;
export type Weight = (typeof weights)[number];

const Index = z.number().nullable();
const indexes = {
  hhi: Index.describe('Herfindahl-Hirschman index, 0 to 10,000'),
  nakamoto: z.int().min(1).nullable().describe('the fewest groups that hold more than half'),
  gini: Index.describe('0 to 1, four decimals'),
  top1: Share,
  top5: Share,
  top10: Share
};

/** Whole nodes, instances, FLUX of collateral, cores; FLUX with 8 decimals for revenue. */
const Amount = z.union([z.number(), Flux]);

const Group = z.strictObject({ key: z.string(), label: z.string(), value: Amount, share: Share });

export const concentration = endpoint({
  id: 'insightsConcentration',
  path: '/api/insights/concentration',
  summary:
    'Shares and indexes of concentration. What nobody can name counts as one group of its own in every index; `known` has them without it. Owners hold instances or revenue, payers revenue, everybody else any weight. Revenue is that of the last 30 days, shared evenly among the copies of each app',
  query: z.strictObject({
    by: z.enum(dimensions).default('provider'),
    weight: z
      .enum(weights)
      .optional()
      .describe('nodes; of owners instances, of payers revenue, where none is asked for'),
    ...historyDays
  }),
  response: z.strictObject({
    by: z.enum(dimensions),
    weight: z.enum(weights),
    groups: z
      .array(Group)
      .nullable()
      .describe('complete, largest first; shares of everything, what is unknown included'),
    unknown: Group.nullable().describe('what nobody can name, as one group'),
    ...indexes,
    known: z.strictObject(indexes),
    history: z.array(dayOf(indexes)),
    ...section
  }),
  cache
});

export const demand = endpoint({
  id: 'insightsDemand',
  path: '/api/insights/demand',
  summary: 'Per continent its share of cores, of locked cores, and how much of its cores is used',
  query: z.strictObject(historyDays),
  response: z.strictObject({
    continents: z
      .array(z.strictObject({ code: z.string(), coresShare: Share, lockedShare: Share, usedPercent: Share }))
      .nullable(),
    unknown: z.strictObject({ coresShare: Share, lockedShare: Share, usedPercent: Share }).nullable(),
    usedPercent: Share,
    history: z.array(dayOf({ continents: z.record(z.string(), Share) })).describe('percent of cores used, by code'),
    ...section
  }),
  cache
});

const Reward = z.strictObject({
  perDay: Flux.nullable(),
  usdPerDay: Usd.nullable(),
  perBlock: Flux.nullable(),
  nodes: z.int().min(0).nullable()
});

export const rewards = endpoint({
  id: 'insightsRewards',
  path: '/api/insights/rewards',
  summary:
    'What a node of each tier is paid a day on average, by the schedule of the chain. Verified once a coinbase of the present rate was seen to pay it',
  query: z.strictObject({}),
  response: z.strictObject({
    tiers: z.strictObject({ cumulus: Reward, nimbus: Reward, stratus: Reward } satisfies Record<
      (typeof tiers)[number],
      typeof Reward
    >),
    verified: z.boolean(),
    verifiedBy: z.strictObject({ height: Height, time: UnixTime }).nullable().describe('the newest coinbase that does'),
    height: Height.nullable().describe('whose schedule this is'),
    nextCut: Height.nullable(),
    ...section
  }),
  cache
});
