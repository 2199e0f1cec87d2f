/** Who is known to hold bitcoins. */
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import { treasuryPanels } from './panels';
import type { PageServerLoad } from './$types';

export const load = (async ({ locals: { ask }, depends }) => {
  depends(FIGURES);
  return { panels: await settle(treasuryPanels(ask), Math.floor(Date.now() / 1000)) };
}) satisfies PageServerLoad;
