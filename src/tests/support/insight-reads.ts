/** Test support: every question about what figures mean, with the answers that visitors are given where they ask nothing special. */
import * as appsWire from '../../lib/contract/insights/apps.ts';
import * as networkWire from '../../lib/contract/insights/network.ts';
import * as revenueWire from '../../lib/contract/insights/revenue.ts';
import * as whatIfWire from '../../lib/contract/insights/what-if.ts';
import type { Answer, Endpoint, Parsed } from '../../lib/contract/kit/endpoint.ts';
import { readActivity } from '../../lib/server/modules/insights/read/activity.ts';
import { readBlast } from '../../lib/server/modules/insights/read/blast.ts';
import { readCohorts } from '../../lib/server/modules/insights/read/cohorts.ts';
import { readConcentration } from '../../lib/server/modules/insights/read/concentration.ts';
import { readDelivered } from '../../lib/server/modules/insights/read/delivered.ts';
import { readDemand } from '../../lib/server/modules/insights/read/demand.ts';
import { readExpiredRunning } from '../../lib/server/modules/insights/read/expired-running.ts';
import { readFill } from '../../lib/server/modules/insights/read/fill.ts';
import { readFit } from '../../lib/server/modules/insights/read/fit.ts';
import { readGames } from '../../lib/server/modules/insights/read/games.ts';
import { readMix, readSources } from '../../lib/server/modules/insights/read/mix.ts';
import { readBusiest, readProjection } from '../../lib/server/modules/insights/read/orders.ts';
import { readPayers } from '../../lib/server/modules/insights/read/payers.ts';
import { readRewards } from '../../lib/server/modules/insights/read/rewards.ts';
import { readWhy } from '../../lib/server/modules/insights/read/why.ts';
import type { ReadContext } from '../../lib/server/modules/ledger/read/context.ts';

export function createInsightReads(context: ReadContext) {
  /** Parses the question as the server does and holds the answer to its declaration. */
  const asking =
    <E extends Endpoint>(
      endpoint: E,
      read: (context: ReadContext, input: { query: Parsed<E>['query'] }) => Promise<Answer<E>>
    ) =>
    async (query: Record<string, unknown> = {}): Promise<Answer<E>> => {
      const answer = await read(context, { query: endpoint.query.parse(query) as Parsed<E>['query'] });
      endpoint.response.parse(answer);
      return answer;
    };
  return {
    fill: asking(appsWire.fill, readFill),
    activity: asking(appsWire.activity, readActivity),
    expiredRunning: asking(appsWire.expiredRunning, readExpiredRunning),
    games: asking(appsWire.games, readGames),
    projection: asking(appsWire.projection, readProjection),
    busiest: asking(appsWire.busiest, readBusiest),
    cohorts: asking(appsWire.cohorts, readCohorts),
    concentration: asking(networkWire.concentration, readConcentration),
    demand: asking(networkWire.demand, readDemand),
    rewards: asking(networkWire.rewards, readRewards),
    payers: asking(revenueWire.payers, readPayers),
    mix: asking(revenueWire.mix, readMix),
    sources: asking(revenueWire.sources, readSources),
    why: asking(revenueWire.why, readWhy),
    blast: asking(whatIfWire.blast, readBlast),
    fit: async (order: unknown) => readFit(context, whatIfWire.fit.body.parse(order)),
    delivered: (app: string) => readDelivered(context, { params: { app }, query: {} })
  };
}
