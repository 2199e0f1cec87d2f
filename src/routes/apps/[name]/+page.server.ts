/** One app: what was ordered, where it runs, what was paid for it. A name that nothing knows is 404. */
import { error } from '@sveltejs/kit';
import { appDetail } from '$lib/contract/apps/app-detail';
import { paginated } from '$lib/contract/ledger/transactions';
import { subscriptionDaily } from '$lib/contract/subscriptions/figures';
import { subscriptionList } from '$lib/contract/subscriptions/subscriptions';
import { drawChart } from '$lib/ui/chart/model';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import { askAppChart } from './app-chart';
import { yearsOf } from './years';
import type { PageServerLoad } from './$types';

const SHOWN_PAYMENTS = 10;
const SHOWN_SEGMENTS = 50;
const ALL_DAYS = 3_650;

export const load = (async ({ locals: { ask }, params: { name }, url, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const question = { name, query: url.searchParams, now };
  const [app, chart, transactions, chain, years] = await Promise.all([
    settle(ask(appDetail, { params: { name } }), now),
    settle(
      askAppChart(ask, question).then((history) => ({
        ...drawChart(history, url.searchParams),
        outside: history.outside
      })),
      now
    ),
    settle(ask(paginated, { query: { appName: name, limit: SHOWN_PAYMENTS } }), now),
    settle(ask(subscriptionList, { query: { app: name, limit: SHOWN_SEGMENTS } }), now),
    settle(ask(subscriptionDaily, { query: { app: name, limit: ALL_DAYS } }).then(yearsOf), now)
  ]);
  if (app.state === 'unavailable' && app.status === 404) error(404, `Nothing is known of an app "${name}".`);
  return { name, app, chart, transactions, chain, years };
}) satisfies PageServerLoad;
