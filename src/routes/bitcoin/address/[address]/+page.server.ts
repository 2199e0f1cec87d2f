/** An address with a page of its transactions. */
import { address as declared } from '$lib/contract/bitcoin/explorer';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import { textOf } from '$lib/ui/state/url-state';
import type { PageServerLoad } from './$types';

export const load = (async ({ locals: { ask }, params: { address }, url, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const after = textOf(url.searchParams, 'after');
  const query = after === undefined ? {} : { after };
  return { address, after, told: await settle(ask(declared, { params: { address }, query }), now) };
}) satisfies PageServerLoad;
