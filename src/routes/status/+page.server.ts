/** The size of what is stored, and what the checks of integrity found; the rest of the page is the health that every page has. */
import { stats } from '$lib/contract/health/tracker';
import { integrity } from '$lib/contract/integrity/integrity';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import type { PageServerLoad } from './$types';

export const load = (async ({ locals: { ask }, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const [stored, checked] = await Promise.all([settle(ask(stats, {}), now), settle(ask(integrity, {}), now)]);
  return { stats: stored, integrity: checked };
}) satisfies PageServerLoad;
