/** How sources and jobs did, what looks different, what integrity found, what needed attention, and the size of what is stored; the rest is in every page. */
import { drifts } from '$lib/contract/drift/drift';
import { healthDays } from '$lib/contract/health/days';
import { stats } from '$lib/contract/health/tracker';
import { integrity } from '$lib/contract/integrity/integrity';
import { alerts } from '$lib/contract/reports/alerts';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import type { PageServerLoad } from './$types';

const SHOWN_DAYS = 90;
const SHOWN_ALERTS = 50;

export const load = (async ({ locals: { ask }, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const [days, stored, checked, alerted, drifted] = await Promise.all([
    settle(ask(healthDays, { query: { days: SHOWN_DAYS } }), now),
    settle(ask(stats, {}), now),
    settle(ask(integrity, {}), now),
    settle(ask(alerts, { query: { limit: SHOWN_ALERTS } }), now),
    settle(ask(drifts, {}), now)
  ]);
  return { days, stats: stored, integrity: checked, alerts: alerted, drifts: drifted };
}) satisfies PageServerLoad;
