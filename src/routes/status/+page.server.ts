/** The size of what is stored, and what needed attention; everything else on the page is the health that every page has. */
import { stats } from '$lib/contract/health/tracker';
import { alerts } from '$lib/contract/reports/alerts';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import type { PageServerLoad } from './$types';

const SHOWN_ALERTS = 50;

export const load = (async ({ locals: { ask }, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const [stored, alerted] = await Promise.all([
    settle(ask(stats, {}), now),
    settle(ask(alerts, { query: { limit: SHOWN_ALERTS } }), now)
  ]);
  return { stats: stored, alerts: alerted };
}) satisfies PageServerLoad;
