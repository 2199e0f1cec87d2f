/** One page of the apps by revenue. */
import { appAnalytics } from '$lib/contract/apps';
import { FIGURES } from '$lib/ui/figures';
import { settle } from '$lib/ui/settle';
import { pageOf, textOf } from '$lib/ui/url-state';
import type { PageServerLoad } from './$types';

export const load = (async ({ locals: { ask }, url, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const search = textOf(url.searchParams, 'search');
  const apps = await settle(ask(appAnalytics, { query: { page: pageOf(url.searchParams), search } }), now);
  return { search: search ?? '', apps };
}) satisfies PageServerLoad;
