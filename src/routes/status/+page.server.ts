/** The size of what is stored; everything else on the page is the health that every page has. */
import { stats } from '$lib/contract/health/tracker';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import type { PageServerLoad } from './$types';

export const load = (async ({ locals: { ask }, depends }) => {
  depends(FIGURES);
  return { stats: await settle(ask(stats, {}), Math.floor(Date.now() / 1000)) };
}) satisfies PageServerLoad;
