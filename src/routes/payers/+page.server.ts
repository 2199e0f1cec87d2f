/** One page of the payers that the address selects. */
import { payerList, payerSorts } from '$lib/contract/ledger/payers';
import { Source } from '$lib/contract/ledger/revenue';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import { tableStateOf } from '$lib/ui/state/table-state';
import { choiceOf, textOf } from '$lib/ui/state/url-state';
import type { PageServerLoad } from './$types';

/** Longer than any address. */
const MAX_SEARCH = 64;

export const load = (async ({ locals: { ask }, url, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const query = url.searchParams;
  const search = textOf(query, 'search')?.slice(0, MAX_SEARCH);
  const source = choiceOf(query, 'source', ['all', ...Source.options]);
  const table = tableStateOf(query, payerSorts);
  const asked = { ...table, search, source: source === 'all' ? undefined : [source] };
  return { search: search ?? '', source, table, list: await settle(ask(payerList, { query: asked }), now) };
}) satisfies PageServerLoad;
