/** Which function answers which endpoint about subscriptions, also in the names of payment streams. */
import { networkAt } from '../../../contract/subscriptions/network-at.ts';
import * as figures from '../../../contract/subscriptions/figures.ts';
import * as wire from '../../../contract/subscriptions/subscriptions.ts';
import { dateOf } from '../../../domain/time/periods.ts';
import { serve, stream, type Route } from '../../platform/http/serve.ts';
import { sendExport, type ReadContext } from '../ledger/module.ts';
import { agreementRoutes } from './agreements/routes.ts';
import { subscriptionFormats } from './export-format.ts';
import { readAtRisk, readCalibration } from './read/at-risk.ts';
import { readSubscriptionDays } from './read/daily.ts';
import { readLapsed } from './read/lapsed.ts';
import { checkMoment } from './read/moment.ts';
import { readStreams, readSubscription, readSubscriptionExport, readSubscriptions } from './read/list.ts';
import { readNetworkAt } from './read/network-at.ts';
import { readSubscriptionSummary } from './read/summary.ts';

export interface SubscriptionRouteDeps {
  context: ReadContext;
  /** Unix seconds. */
  now: () => number;
}

export function subscriptionRoutes({ context, now }: SubscriptionRouteDeps): Route[] {
  return [
    serve(wire.subscriptionList, (input) => readSubscriptions(context, input)),
    serve(wire.streamList, (input) => readStreams(context, input)),
    exportRoute(wire.subscriptionExport, { context, now }),
    exportRoute(wire.streamExport, { context, now }),
    ...agreementRoutes(context),
    serve(networkAt, (input) => readNetworkAt(context, input)),
    serve(wire.subscriptionDetail, (input) => readSubscription(context, input)),
    ...[figures.subscriptionSummary, figures.streamSummary].map((one) =>
      serve(one, () => readSubscriptionSummary(context))
    ),
    ...[figures.subscriptionDaily, figures.streamDaily].map((one) =>
      serve(one, (input) => readSubscriptionDays(context, input))
    ),
    ...[figures.subscriptionsAtRisk, figures.streamsAtRisk].map((one) =>
      serve(one, (input) => readAtRisk(context, input))
    ),
    ...[figures.subscriptionsLapsed, figures.streamsLapsed].map((one) =>
      serve(one, (input) => readLapsed(context, input))
    ),
    ...[figures.subscriptionCalibration, figures.streamCalibration].map((one) =>
      serve(one, () => readCalibration(context))
    )
  ];
}

function exportRoute(
  endpoint: typeof wire.subscriptionExport | typeof wire.streamExport,
  { context, now }: SubscriptionRouteDeps
): Route {
  return stream(endpoint, async ({ query }, { req, res }) => {
    await checkMoment(context.store, query.at);
    const format = subscriptionFormats[query.format];
    const name = `fluxtracker-subscriptions-${dateOf(now())}.${query.format}`;
    res.setHeader('Content-Type', format.type);
    res.setHeader('Content-Disposition', `attachment; filename="${name}"`);
    if (req.method === 'HEAD') {
      res.end();
      return;
    }
    const hasProofLine = query.proof === 'line';
    await sendExport(res, { file: format.open(), slices: readSubscriptionExport(context, query), hasProofLine });
  });
}
