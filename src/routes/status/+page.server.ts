/** How sources and jobs did, and the size of what is stored; the rest of the page is the health that every page has. */
import { healthDays } from '$lib/contract/health/days';
import { stats } from '$lib/contract/health/tracker';
import { alerts } from '$lib/contract/reports/alerts';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import type { PageServerLoad } from './$types';

const DAYS = 90;
const INCIDENTS = 50;

export const load = (async ({ locals: { ask }, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const [days, sizes, incidents] = await Promise.all([
    settle(ask(healthDays, { query: { days: DAYS } }), now),
    settle(ask(stats, {}), now),
    settle(ask(alerts, { query: { limit: INCIDENTS } }), now)
  ]);
  return { days, stats: sizes, incidents };
}) satisfies PageServerLoad;
