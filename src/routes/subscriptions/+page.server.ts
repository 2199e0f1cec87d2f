/** Subscriptions: what is owed and earned, month by month, what ends next, and the segments that the address selects. */
import * as figures from '$lib/contract/subscriptions/figures';
import { agreementList } from '$lib/contract/subscriptions/agreements';
import { urlOf } from '$lib/contract/kit/client';
import { networkAt } from '$lib/contract/subscriptions/network-at';
import { statuses, subscriptionExport, subscriptionList } from '$lib/contract/subscriptions/subscriptions';
import { estimateHeight } from '$lib/domain/time/chain-clock';
import { dateOf, startOfDate } from '$lib/domain/time/periods';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import { valueOf } from '$lib/ui/state/parts';
import { choiceOf, textOf } from '$lib/ui/state/url-state';
import type { PageServerLoad } from './$types';
import { askCashChart } from './cash-chart';
import { endingOf, lapsedOf } from './ending';
import { monthsOf } from './months';

const PAGE_ROWS = 25;
const SHOWN_DAYS = 400;

export const load = (async ({ locals: { ask }, url, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const query = url.searchParams;
  const status = choiceOf(query, 'status', ['all', ...statuses]);
  const days = choiceOf(query, 'days', ['30', '7', '90']);
  const selection = {
    status: status === 'all' ? undefined : status,
    app: textOf(query, 'app'),
    owner: textOf(query, 'owner'),
    sender: textOf(query, 'sender'),
    at: textOf(query, 'at')
  };
  const asked = { ...selection, cursor: textOf(query, 'cursor'), limit: PAGE_ROWS, includeTotal: 'true' as const };
  const [network, chart, lapsed, summary, months, risk, calibration, list, agreements] = await Promise.all([
    settle(ask(networkAt, { query: { at: selection.at } }), now),
    settle(askCashChart(ask, { query, now }), now),
    settle(ask(figures.subscriptionsLapsed, { query: { days } }).then(lapsedOf), now),
    settle(ask(figures.subscriptionSummary, {}), now),
    settle(ask(figures.subscriptionDaily, { query: { limit: SHOWN_DAYS } }).then(monthsOf), now),
    settle(ask(figures.subscriptionsAtRisk, { query: { days } }).then(endingOf), now),
    settle(ask(figures.subscriptionCalibration, {}), now),
    settle(ask(subscriptionList, { query: asked }), now),
    settle(ask(agreementList, {}), now)
  ]);
  const firstDate = valueOf(months)?.firstDate ?? null;
  const firstHeight = firstDate === null ? null : estimateHeight(startOfDate(firstDate));
  const exports = (['csv', 'ndjson'] as const).map((format) => ({
    format: format.toUpperCase(),
    href: urlOf(subscriptionExport, { query: { ...selection, format } }),
    name: `fluxtracker-subscriptions-${dateOf(now)}.${format}`
  }));
  return {
    firstHeight,
    network,
    chart,
    lapsed,
    status,
    days,
    selection,
    exports,
    summary,
    months,
    risk,
    calibration,
    list,
    agreements
  };
}) satisfies PageServerLoad;
