/** One page of the payments that the address selects and their sum, with links to exactly that selection as a file. */
import { urlOf } from '$lib/contract/kit/client';
import { exported, paginated, sum } from '$lib/contract/ledger/transactions';
import { dateOf } from '$lib/domain/time/periods';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import { tableStateOf } from '$lib/ui/state/table-state';
import { searchFault } from '$lib/ui/state/url-state';
import { filtersOf, selectionOf, sorts } from './filters';
import type { PageServerLoad } from './$types';

/** What the API searches for. */
const SEARCH = { min: 3, max: 64 };

export const load = (async ({ locals: { ask }, url, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const filters = filtersOf(url.searchParams);
  const table = tableStateOf(url.searchParams, sorts);
  const selection = selectionOf(filters);
  const fault = searchFault(filters.search, SEARCH);
  const { page, limit, sort, order } = table;
  const [transactions, selected] = await Promise.all([
    fault === null ? settle(ask(paginated, { query: { page, limit, sort, order, ...selection } }), now) : null,
    fault === null ? settle(ask(sum, { query: selection }), now) : null
  ]);
  return {
    fault,
    filters,
    table,
    transactions,
    selected,
    exports: (fault === null ? (['csv', 'ndjson', 'parquet'] as const) : []).map((format) => ({
      format: format.toUpperCase(),
      href: urlOf(exported, { query: { format, ...selection } }),
      name: `fluxtracker-transactions-${dateOf(now)}.${format}`
    }))
  };
}) satisfies PageServerLoad;
