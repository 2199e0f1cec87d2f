/** One page of the apps that the address selects, with what a period brought. */
import { appList, appSorts, appStates, expiringDays } from '$lib/contract/apps/app-list';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import { tableStateOf } from '$lib/ui/state/table-state';
import { choiceOf, searchFault, textOf } from '$lib/ui/state/url-state';
import type { PageServerLoad } from './$types';

/** Shorter ones are answered too, with more than anybody reads; longer ones are not. */
const SEARCH = { min: 3, max: 64 };

export const load = (async ({ locals: { ask }, url, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const query = url.searchParams;
  const search = textOf(query, 'search');
  const fault = searchFault(search, SEARCH);
  const selection = {
    state: choiceOf(query, 'state', appStates),
    days: choiceOf(query, 'days', ['7', ...expiringDays.filter((days) => days !== '7')]),
    owner: textOf(query, 'owner'),
    start_date: textOf(query, 'start_date'),
    end_date: textOf(query, 'end_date')
  };
  const table = tableStateOf(query, appSorts);
  const isAsked = fault === null || (search?.length ?? 0) <= SEARCH.max;
  const asked = isAsked ? ask(appList, { query: { ...table, ...selection, search } }) : null;
  return { search: search ?? '', fault, selection, table, apps: asked && (await settle(asked, now)) };
}) satisfies PageServerLoad;
