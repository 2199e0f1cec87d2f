/** One page of the payments that the address selects, with links to exactly that selection as a file. */
import { urlOf } from '$lib/contract/kit/client';
import { Source } from '$lib/contract/ledger/revenue';
import { exported, paginated } from '$lib/contract/ledger/transactions';
import { dateOf } from '$lib/domain/time/periods';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import { listOf, pageOf, searchFault, textOf } from '$lib/ui/state/url-state';
import type { PageServerLoad } from './$types';

/** What the API searches for. */
const SEARCH = { min: 3, max: 64 };

export const load = (async ({ locals: { ask }, url, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const query = url.searchParams;
  const sources = listOf(query, 'source', Source.options);
  // Naming all three is naming none.
  const source = sources.length === Source.options.length ? [] : sources;
  const selection = {
    search: textOf(query, 'search'),
    appName: textOf(query, 'appName'),
    source: source.length === 0 ? undefined : source
  };
  const fault = searchFault(selection.search, SEARCH);
  const asked = fault === null ? ask(paginated, { query: { page: pageOf(query), ...selection } }) : null;
  return {
    fault,
    selection: { search: selection.search ?? '', appName: selection.appName ?? '', source },
    page: pageOf(query),
    transactions: asked && (await settle(asked, now)),
    exports: (fault === null ? (['csv', 'ndjson', 'parquet'] as const) : []).map((format) => ({
      format: format.toUpperCase(),
      href: urlOf(exported, { query: { format, ...selection } }),
      name: `fluxtracker-transactions-${dateOf(now)}.${format}`
    }))
  };
}) satisfies PageServerLoad;
