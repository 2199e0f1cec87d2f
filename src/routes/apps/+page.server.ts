/** One page of the apps by revenue. */
import { appAnalytics } from '$lib/contract/ledger/apps';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import { pageOf, searchFault, textOf } from '$lib/ui/state/url-state';
import type { PageServerLoad } from './$types';

/** Shorter ones are answered too, with more than anybody reads; longer ones are not. */
const SEARCH = { min: 3, max: 64 };

export const load = (async ({ locals: { ask }, url, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const search = textOf(url.searchParams, 'search');
  const fault = searchFault(search, SEARCH);
  const isAsked = fault === null || (search?.length ?? 0) <= SEARCH.max;
  const asked = isAsked ? ask(appAnalytics, { query: { page: pageOf(url.searchParams), search } }) : null;
  return { search: search ?? '', fault, apps: asked && (await settle(asked, now)) };
}) satisfies PageServerLoad;
