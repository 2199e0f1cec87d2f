/** One page of the nodes that the address selects, below what the network has in all. */
import { metricsCurrent } from '$lib/contract/history/metrics';
import { Tier } from '$lib/contract/census/network';
import { nodePlaces, nodes, nodeSorts } from '$lib/contract/census/nodes';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import { tableStateOf } from '$lib/ui/state/table-state';
import { choiceOf, searchFault, textOf } from '$lib/ui/state/url-state';
import type { PageServerLoad } from './$types';

/** Shorter ones are answered too, with more than anybody reads; longer ones are not. */
const SEARCH = { min: 3, max: 64 };
const COUNTRY = /^[A-Z]{2}$/;

export const load = (async ({ locals: { ask }, url, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const query = url.searchParams;
  const search = textOf(query, 'search');
  const tier = choiceOf(query, 'tier', ['all', ...Tier.options]);
  const [country, provider, wallet] = ['country', 'provider', 'wallet'].map((name) => textOf(query, name));
  const table = tableStateOf(query, nodeSorts);
  const asked = { ...table, search, tier: tier === 'all' ? undefined : tier, country, provider, wallet };
  const fault = searchFault(search, SEARCH);
  const isAsked = fault === null || (search?.length ?? 0) <= SEARCH.max;
  const [list, totals, places] = await Promise.all([
    isAsked ? settle(ask(nodes, { query: asked }), now) : null,
    settle(askTotals(ask), now),
    settle(ask(nodePlaces, { query: { country: COUNTRY.test(country ?? '') ? country : undefined } }), now)
  ]);
  return { search: search ?? '', tier, country, provider, wallet, table, fault, list, totals, places };
}) satisfies PageServerLoad;

async function askTotals(ask: App.Locals['ask']) {
  const { nodes: counts, collateral, wallets } = await ask(metricsCurrent, {});
  return { counts, collateral, wallets };
}
