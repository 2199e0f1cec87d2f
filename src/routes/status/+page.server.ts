/** The size of what is stored, what the checks of integrity found, what needed attention; the rest is the health of every page. */
import { stats } from '$lib/contract/health/tracker';
import { integrity } from '$lib/contract/integrity/integrity';
import { alerts } from '$lib/contract/reports/alerts';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import type { PageServerLoad } from './$types';

const SHOWN_ALERTS = 50;

export const load = (async ({ locals: { ask }, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const [stored, checked, alerted] = await Promise.all([
    settle(ask(stats, {}), now),
    settle(ask(integrity, {}), now),
    settle(ask(alerts, { query: { limit: SHOWN_ALERTS } }), now)
  ]);
  return { stats: stored, integrity: checked, alerts: alerted };
}) satisfies PageServerLoad;
