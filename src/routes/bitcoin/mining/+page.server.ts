/** Difficulty, hash rate, pools and versions. */
import { mining, spans } from '$lib/contract/bitcoin/mining';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import { mapPart } from '$lib/ui/state/parts';
import { choiceOf } from '$lib/ui/state/url-state';
import type { PageServerLoad } from './$types';

export const load = (async ({ locals: { ask }, url, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const span = choiceOf(url.searchParams, 'span', spans);
  const told = await settle(ask(mining, { query: { span } }), now);
  return {
    span,
    difficulty: mapPart(told, (value) => value.difficulty),
    hashrate: mapPart(told, (value) => value.hashrate),
    pools: mapPart(told, (value) => value.pools),
    versions: mapPart(told, (value) => value.versions)
  };
}) satisfies PageServerLoad;
