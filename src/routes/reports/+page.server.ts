/** Two completed periods side by side. */
import { report } from '$lib/contract/reports/reports';
import { Period } from '$lib/contract/ledger/revenue';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import { choiceOf, textOf } from '$lib/ui/state/url-state';
import type { PageServerLoad } from './$types';

export const load = (async ({ locals: { ask }, url: { searchParams: query }, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const period = choiceOf(query, 'period', ['weekly', ...Period.options.filter((each) => each !== 'weekly')]);
  const end = textOf(query, 'end');
  return { period, end: end ?? '', report: await settle(ask(report, { params: { period }, query: { end } }), now) };
}) satisfies PageServerLoad;
