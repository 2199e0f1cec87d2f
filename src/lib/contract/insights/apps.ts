/** What the apps of the network do: whether they run as ordered, come and go, outlive their payment, play games. */
import * as z from 'zod';
import { Tier } from '../census/network.ts';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Day, Flux, UnixTime } from '../kit/figures.ts';
import { range, text, wholeNumber } from '../kit/parameters.ts';
import { cache, dayOf, historyDays, section, Share } from './section.ts';

const noQuery = z.strictObject({});
const history = z.strictObject(historyDays);

export const fill = endpoint({
  id: 'insightsFill',
  path: '/api/insights/fill',
  summary: 'How much of what unexpired apps ordered was seen running. An app counts with at most what it ordered',
  query: history,
  response: z.strictObject({
    fillPercent: Share,
    running: Count.nullable(),
    ordered: Count.nullable(),
    missing: z
      .array(z.strictObject({ name: z.string(), missing: Count }))
      .nullable()
      .describe('complete, worst first'),
    apps: Count.nullable().describe('unexpired apps that were counted'),
    history: z.array(dayOf({ fillPercent: Share, running: Count, ordered: Count })),
    ...section
  }),
  cache
});

export const activity = endpoint({
  id: 'insightsActivity',
  path: '/api/insights/activity',
  summary: 'Apps that came, changed or end within 2,880 blocks, and who owns the unexpired ones',
  query: noQuery,
  response: z.strictObject({
    newCount: Count.nullable(),
    updatedCount: Count.nullable(),
    expiringCount: Count.nullable(),
    owners: Count.nullable().describe('distinct over unexpired apps'),
    encryptedPercent: Share,
    medianDaysLeft: z.number().nullable(),
    apps: Count.nullable().describe('unexpired'),
    ...section
  }),
  cache
});

export const expiredRunning = endpoint({
  id: 'insightsExpiredRunning',
  path: '/api/insights/expired-running',
  summary: 'Containers of apps whose paid life ended 2,880 blocks ago or more. Watchtowers are left out',
  query: history,
  response: z.strictObject({
    apps: Count.nullable(),
    instances: Count.nullable().describe('containers'),
    longest: z.array(z.strictObject({ name: z.string(), days: z.number() })).nullable(),
    history: z.array(dayOf({ apps: Count, instances: Count })),
    ...section
  }),
  cache
});

export const games = endpoint({
  id: 'insightsGames',
  path: '/api/insights/games',
  summary: 'Game servers by product: containers now and by day, and what their apps paid in the last 30 days',
  query: history,
  response: z.strictObject({
    products: z
      .array(
        z.strictObject({
          slug: z.string(),
          label: z.string(),
          containers: Count.nullable(),
          revenue30Days: Flux.nullable(),
          share: Share.describe('percent of all revenue of the 30 days')
        })
      )
      .nullable(),
    history: z.array(dayOf({ products: z.record(z.string(), Count.nullable()) })).describe('containers by slug'),
    ...section
  }),
  cache
});

export const projection = endpoint({
  id: 'insightsProjection',
  path: '/api/insights/projection',
  summary: "What is left of today's orders by day if nobody renews. Cores are those of apps whose content can be read",
  query: z.strictObject({ days: wholeNumber({ min: 1, max: 3_650 }).default(180) }),
  response: z.strictObject({
    days: z
      .array(z.strictObject({ date: Day, instances: Count, cores: z.number() }))
      .nullable()
      .describe('at this time of each day, today first'),
    ...section
  }),
  cache
});

export const busiest = endpoint({
  id: 'insightsBusiest',
  path: '/api/insights/busiest',
  summary: 'The node with most containers; of equals the one with most apps, then the first seen',
  query: noQuery,
  response: z.strictObject({
    ip: z.string().nullable(),
    tier: Tier.nullable(),
    containers: Count.nullable(),
    apps: z.array(z.string()).nullable(),
    ...section
  }),
  cache
});

export const delivered = endpoint({
  id: 'insightsDelivered',
  path: '/api/insights/delivered/:app',
  summary: 'Copies of an app ordered and observed at the end of each day, and how long it was short after losing some',
  params: z.strictObject({ app: text({ min: 1, max: 256 }) }),
  query: z.strictObject(range),
  response: z.strictObject({
    name: z.string(),
    data: z.array(z.strictObject({ date: Day, ordered: Count.nullable(), observed: Count.nullable() })),
    healing: z.strictObject({
      losses: Count,
      healed: Count,
      medianSeconds: Count.nullable(),
      longestSeconds: Count.nullable(),
      openSince: UnixTime.nullable()
    }),
    resolutionSeconds: Count.describe('time between two looks at the network: no duration is truer than this'),
    ...section
  }),
  cache
});

export const cohorts = endpoint({
  id: 'insightsCohorts',
  path: '/api/insights/cohorts',
  summary: 'Lives of apps by the month of their registration: how many could have lived 30, 90, 180 days, and did',
  query: noQuery,
  response: z.strictObject({
    data: z
      .array(
        z.strictObject({
          month: z.string().regex(/^\d{4}-\d{2}$/),
          lives: Count,
          eligible30: Count,
          survived30: Count.nullable().describe('null where nobody is eligible'),
          percent30: Share,
          eligible90: Count,
          survived90: Count.nullable(),
          percent90: Share,
          eligible180: Count,
          survived180: Count.nullable(),
          percent180: Share
        })
      )
      .nullable(),
    ...section
  }),
  cache
});
