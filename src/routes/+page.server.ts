/**
 * The overview's figures. Asked on the server only: the contract's schemas stay out of the browser, and what travels is
 * what is drawn. Each part settles on its own.
 */
import { appAnalytics } from '$lib/contract/ledger/apps';
import { comparison, metricsCurrent } from '$lib/contract/history/metrics';
import { revenue, type Period } from '$lib/contract/ledger/revenue';
import { snapshots } from '$lib/contract/history/snapshots';
import { paginated } from '$lib/contract/ledger/transactions';
import { dateOf } from '$lib/domain/time/periods';
import { FIGURES } from '$lib/ui/format/figures';
import { movesOf, networkCards } from '$lib/ui/network-cards';
import { mapPart, valueOf } from '$lib/ui/state/parts';
import { settle } from '$lib/ui/live/settle';
import { sparksOf } from '$lib/ui/chart/sparks';
import { askAllHighlights, askHighlights } from './overview/highlights';
import { askHistoryChart } from './overview/history-chart';
import { readState } from './overview/state';
import type { PageServerLoad } from './$types';

const ROWS = 10;
const SPARK_DAYS = 30;
/** How far back the network is compared, where revenue is compared by calendar. */
const DAYS: Record<Period, number> = { daily: 1, weekly: 7, monthly: 30, quarterly: 90, yearly: 365 };

export const load = (async ({ locals: { ask }, url: { searchParams: query }, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const state = readState(query, dateOf(now));
  const { period, list, isListWhole, chart } = state;
  const [highlights, revenuePart, metrics, compared, days, history, transactions, apps] = await Promise.all([
    settle(isListWhole ? askAllHighlights(ask, list, now) : askHighlights(ask, list, now), now),
    settle(ask(revenue, { params: { period } }), now),
    settle(ask(metricsCurrent, {}), now),
    settle(ask(comparison, { params: { days: DAYS[period] } }), now),
    settle(ask(snapshots, { query: { limit: SPARK_DAYS } }), now),
    settle(askHistoryChart(ask, { chart, query }, now), now),
    settle(ask(paginated, { query: { limit: ROWS } }), now),
    settle(ask(appAnalytics, { query: { limit: ROWS } }), now)
  ]);
  const network = mapPart(metrics, networkCards);
  return {
    state,
    highlights,
    revenue: revenuePart,
    network,
    moves: mapPart(compared, (answer) => movesOf(answer, valueOf(network))),
    sparks: mapPart(days, sparksOf),
    history,
    transactions,
    apps
  };
}) satisfies PageServerLoad;
