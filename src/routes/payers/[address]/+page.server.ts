/** One payer: what it paid, for which apps, and its latest payments. An address that paid nothing is 404. */
import { error } from '@sveltejs/kit';
import { payerDetail } from '$lib/contract/ledger/payers';
import { paginated } from '$lib/contract/ledger/transactions';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import type { PageServerLoad } from './$types';

const SHOWN_PAYMENTS = 25;

export const load = (async ({ locals: { ask }, params: { address }, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const [payer, transactions] = await Promise.all([
    settle(ask(payerDetail, { params: { address } }), now),
    settle(ask(paginated, { query: { payer: address, limit: SHOWN_PAYMENTS } }), now)
  ]);
  if (payer.state === 'unavailable' && payer.status === 404) error(404, `No payment from ${address} is known.`);
  return { address, payer, transactions };
}) satisfies PageServerLoad;
