/** Whom the own node is connected to. */
import { nodes } from '$lib/contract/bitcoin/mining';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import { mapPart } from '$lib/ui/state/parts';
import type { PageServerLoad } from './$types';

export const load = (async ({ locals: { ask }, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const told = await settle(ask(nodes, {}), now);
  return { peers: mapPart(told, ({ peers }) => peers), reachable: mapPart(told, ({ reachable }) => reachable) };
}) satisfies PageServerLoad;
