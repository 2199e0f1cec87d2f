/** Which function answers which question about what figures mean. */
import * as appsWire from '../../../contract/insights/apps.ts';
import * as earningsWire from '../../../contract/insights/earnings.ts';
import * as networkWire from '../../../contract/insights/network.ts';
import * as revenueWire from '../../../contract/insights/revenue.ts';
import * as whatIfWire from '../../../contract/insights/what-if.ts';
import { serve, type Route } from '../../platform/http/serve.ts';
import type { ReadContext } from '../ledger/module.ts';
import { readActivity } from './read/activity.ts';
import { readBlast } from './read/blast.ts';
import { readCohorts } from './read/cohorts.ts';
import { readConcentration } from './read/concentration.ts';
import { readDelivered } from './read/delivered.ts';
import { readDemand } from './read/demand.ts';
import { readEarnings, readEarningsCsv } from './read/earnings.ts';
import { readExpiredRunning } from './read/expired-running.ts';
import { readFill } from './read/fill.ts';
import { readFit } from './read/fit.ts';
import { readGames } from './read/games.ts';
import { readMix, readSources } from './read/mix.ts';
import { readBusiest, readProjection } from './read/orders.ts';
import { readPayers } from './read/payers.ts';
import { readRewards } from './read/rewards.ts';
import { readWhy } from './read/why.ts';

export interface InsightRouteDeps {
  context: ReadContext;
  /** Brings what is stored of an address up to date. */
  earnings: { refresh: (address: string) => Promise<void> };
}

export function insightRoutes({ context, earnings }: InsightRouteDeps): Route[] {
  return [
    serve(earningsWire.earnings, async ({ params: { address } }) => {
      await earnings.refresh(address);
      return readEarnings(context, address);
    }),
    serve(earningsWire.earningsCsv, async ({ params: { address } }) => {
      await earnings.refresh(address);
      return readEarningsCsv(context, address);
    }),
    serve(appsWire.fill, (input) => readFill(context, input)),
    serve(appsWire.activity, () => readActivity(context)),
    serve(appsWire.expiredRunning, (input) => readExpiredRunning(context, input)),
    serve(appsWire.games, (input) => readGames(context, input)),
    serve(appsWire.projection, (input) => readProjection(context, input)),
    serve(appsWire.busiest, () => readBusiest(context)),
    serve(appsWire.delivered, (input) => readDelivered(context, input)),
    serve(appsWire.cohorts, () => readCohorts(context)),
    serve(networkWire.concentration, (input) => readConcentration(context, input)),
    serve(networkWire.demand, (input) => readDemand(context, input)),
    serve(networkWire.rewards, () => readRewards(context)),
    serve(revenueWire.payers, () => readPayers(context)),
    serve(revenueWire.mix, (input) => readMix(context, input)),
    serve(revenueWire.sources, (input) => readSources(context, input)),
    serve(revenueWire.why, (input) => readWhy(context, input)),
    serve(whatIfWire.blast, (input) => readBlast(context, input)),
    serve(whatIfWire.fitQuery, ({ query }) => readFit(context, query)),
    serve(whatIfWire.fit, ({ body }) => readFit(context, body))
  ];
}
