/** Bitcoin at a glance. */
import { overview } from '$lib/contract/bitcoin/overview';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import { mapPart } from '$lib/ui/state/parts';
import type { PageServerLoad } from './$types';

export const load = (async ({ locals: { ask }, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const told = await settle(ask(overview, {}), now);
  return {
    chain: mapPart(told, ({ chain }) => chain),
    node: mapPart(told, ({ node }) => node),
    price: mapPart(told, ({ price }) => price),
    largest: mapPart(told, ({ largest }) => largest)
  };
}) satisfies PageServerLoad;
