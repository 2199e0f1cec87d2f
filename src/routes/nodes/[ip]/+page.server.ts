/** The nodes of one address. An address that no node has is 404. */
import { error } from '@sveltejs/kit';
import { nodeDetail } from '$lib/contract/census/nodes';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import type { PageServerLoad } from './$types';

export const load = (async ({ locals: { ask }, params: { ip }, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const node = await settle(ask(nodeDetail, { params: { ip } }), now);
  if (node.state === 'unavailable' && node.status === 404) error(404, `No node has the address ${ip} now.`);
  return { ip, node };
}) satisfies PageServerLoad;
