/** A block with a page of its transactions. One that nobody knows is 404. */
import { error } from '@sveltejs/kit';
import { block } from '$lib/contract/bitcoin/explorer';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import { textOf } from '$lib/ui/state/url-state';
import type { PageServerLoad } from './$types';

export const load = (async ({ locals: { ask }, params: { id }, url, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const page = textOf(url.searchParams, 'page');
  const told = await settle(ask(block, { params: { id }, query: { ...(page !== undefined && { page }) } }), now);
  if (told.state === 'unavailable' && told.status === 404) error(404, `No block is known as ${id}.`);
  return { id, told };
}) satisfies PageServerLoad;
