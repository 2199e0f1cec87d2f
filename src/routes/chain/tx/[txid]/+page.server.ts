/** A transaction. One that nobody knows is 404. */
import { error } from '@sveltejs/kit';
import { transaction } from '$lib/contract/chain/flux';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import type { PageServerLoad } from './$types';

export const load = (async ({ locals: { ask }, params: { txid }, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const told = await settle(ask(transaction, { params: { txid } }), now);
  if (told.state === 'unavailable' && told.status === 404) error(404, `No transaction is known as ${txid}.`);
  return { txid, told };
}) satisfies PageServerLoad;
