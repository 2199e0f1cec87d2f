/**
 * What a wallet holds, by its extended public key or its addresses. They come by POST, go to the API by POST, and are in no
 * address, log, cache or answer; without scripts too.
 */
import { fail } from '@sveltejs/kit';
import { wallet } from '$lib/contract/bitcoin/explorer';
import { ProblemError } from '$lib/contract/kit/client';
import { walletText } from '$lib/ui/text/en/wallet';
import { readAsked } from './asked';
import type { Actions } from './$types';

const UNREACHABLE = 503;
const LATE = 504;

export const actions = {
  default: async ({ request, locals: { askUnshared } }) => {
    const written = (await request.formData()).get('wallet');
    const asked = readAsked(typeof written === 'string' ? written : '');
    if (typeof asked === 'string') return fail(400, { fault: asked });
    try {
      return { told: await askUnshared(wallet, { body: asked }) };
    } catch (error) {
      if (error instanceof DOMException && error.name === 'TimeoutError') return fail(LATE, { fault: walletText.late });
      if (!(error instanceof ProblemError)) throw error;
      const { status, problem } = error;
      if (status === 0) return fail(UNREACHABLE, { fault: walletText.unreachable });
      const faults = problem.errors?.map(({ name, message }) => `${name}: ${message}`) ?? [];
      return fail(status, { fault: faults.length > 0 ? faults.join('; ') : problem.detail });
    }
  }
} satisfies Actions;
