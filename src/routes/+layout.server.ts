/** What every page shows around its content. A part that fails is a part, never the page. */
import { health } from '$lib/contract/health/health';
import { header } from '$lib/contract/health/tracker';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import type { LayoutServerLoad } from './$types';

export const load = (async ({ locals, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const [headerPart, healthPart] = await Promise.all([
    settle(locals.ask(header, {}), now),
    settle(locals.ask(health, {}), now)
  ]);
  return { now, theme: locals.theme, hasBitcoin: locals.hasBitcoin, header: headerPart, health: healthPart };
}) satisfies LayoutServerLoad;
