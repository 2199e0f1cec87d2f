/** Why a figure has the value that it has. */
import { figure } from '$lib/contract/figures/figures';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import type { PageServerLoad } from './$types';

export const load = (async ({ locals: { ask }, params: { id }, depends }) => {
  depends(FIGURES);
  return { passport: await settle(ask(figure, { params: { id } }), Math.floor(Date.now() / 1000)) };
}) satisfies PageServerLoad;
