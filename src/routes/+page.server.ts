/**
 * The overview's figures. Asked on the server only: the contract's schemas stay out of the browser, and a chart travels as
 * the few lines it draws.
 */
import { appAnalytics } from '$lib/contract/apps';
import { revenue } from '$lib/contract/revenue';
import { paginated } from '$lib/contract/transactions';
import { FIGURES } from '$lib/ui/figures';
import { settle } from '$lib/ui/settle';
import { readState } from './overview';
import { askRevenueChart } from './revenue-chart';
import type { PageServerLoad } from './$types';

const ROWS = 10;

export const load = (async ({ locals: { ask }, url, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const state = readState(url.searchParams);
  const [revenuePart, chart, transactions, apps] = await Promise.all([
    settle(ask(revenue, { params: { period: state.period } }), now),
    settle(askRevenueChart(ask, state, now), now),
    settle(ask(paginated, { query: { limit: ROWS } }), now),
    settle(ask(appAnalytics, { query: { limit: ROWS } }), now)
  ]);
  return { state, revenue: revenuePart, chart, transactions, apps };
}) satisfies PageServerLoad;
