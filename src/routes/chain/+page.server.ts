/** Blocks, newest first. */
import { blocks } from '$lib/contract/chain/flux';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import { textOf } from '$lib/ui/state/url-state';
import type { PageServerLoad } from './$types';

export const load = (async ({ locals: { ask }, url, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const below = textOf(url.searchParams, 'below');
  const query = below === undefined ? {} : { below };
  return { below, told: await settle(ask(blocks, { query }), now) };
}) satisfies PageServerLoad;
