/** What the network's figures mean, one view at a time. */
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import { choiceOf } from '$lib/ui/state/url-state';
import { countries } from './panels/network';
import { panelsOf, questionsIn, views } from './views';
import type { PageServerLoad } from './$types';

export const load = (async ({ locals: { ask }, url, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const query = url.searchParams;
  const view = choiceOf(query, 'view', views);
  const hasMap = view === 'decentralisation';
  const [map, panels] = await Promise.all([
    hasMap ? settle(countries(ask), now) : null,
    Promise.all(panelsOf(ask, view, query).map((panel) => settle(panel, now)))
  ]);
  return { view, map, panels, asked: questionsIn(query) };
}) satisfies PageServerLoad;
