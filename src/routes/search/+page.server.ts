/** What the text of the search box may be, grouped by kind. */
import { MAX_QUERY, search } from '$lib/contract/search/search';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import { textOf } from '$lib/ui/state/url-state';
import type { PageServerLoad } from './$types';

export const load = (async ({ locals: { ask }, url, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const q = textOf(url.searchParams, 'q')?.slice(0, MAX_QUERY);
  return { q: q ?? '', found: q === undefined ? null : await settle(ask(search, { query: { q } }), now) };
}) satisfies PageServerLoad;
