/** What coins cost now. */
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import { marketPanels } from './panels';
import type { PageServerLoad } from './$types';

export const load = (async ({ locals: { ask }, depends }) => {
  depends(FIGURES);
  return { panels: await settle(marketPanels(ask), Math.floor(Date.now() / 1000)) };
}) satisfies PageServerLoad;
