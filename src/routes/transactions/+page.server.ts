/** One page of the payments that the address selects, with links to exactly that selection as a file. */
import { urlOf } from '$lib/contract/client';
import { Source } from '$lib/contract/revenue';
import { exported, paginated } from '$lib/contract/transactions';
import { dateOf } from '$lib/domain/periods';
import { FIGURES } from '$lib/ui/figures';
import { settle } from '$lib/ui/settle';
import { listOf, pageOf, textOf } from '$lib/ui/url-state';
import type { PageServerLoad } from './$types';

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
  const transactions = await settle(ask(paginated, { query: { page: pageOf(query), ...selection } }), now);
  return {
    selection: { search: selection.search ?? '', appName: selection.appName ?? '', source },
    page: pageOf(query),
    transactions,
    exports: (['csv', 'ndjson', 'parquet'] as const).map((format) => ({
      format: format.toUpperCase(),
      href: urlOf(exported, { query: { format, ...selection } }),
      name: `fluxtracker-transactions-${dateOf(now)}.${format}`
    }))
  };
}) satisfies PageServerLoad;
