/** What the network's figures mean, one view at a time: the beginning of each of its tables, or one of them page by page. */
import { FIGURES } from '$lib/ui/format/figures';
import { beginningOf, pageOfPanel } from '$lib/ui/insights/panel';
import { settle } from '$lib/ui/live/settle';
import { tableStateOf } from '$lib/ui/state/table-state';
import { choiceOf, textOf } from '$lib/ui/state/url-state';
import { countries } from './panels/network';
import { panelsOf, questionsIn, views } from './views';
import type { PageServerLoad } from './$types';

export const load = (async ({ locals: { ask }, url, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const query = url.searchParams;
  const view = choiceOf(query, 'view', views);
  const panels = panelsOf(ask, view, query);
  const { page, limit } = tableStateOf(query, ['share']);
  const opened = textOf(query, 'table') ?? '';
  const openedPanel = panels.get(opened);
  const [map, parts] = await Promise.all([
    view === 'decentralisation' && !openedPanel ? settle(countries(ask), now) : null,
    Promise.all(
      openedPanel
        ? [
            settle(
              panelOf(openedPanel, (body) => pageOfPanel(body, opened, { page, limit })),
              now
            )
          ]
        : [...panels].map(([id, make]) =>
            settle(
              panelOf(make, (body) => beginningOf(body, id)),
              now
            )
          )
    )
  ]);
  return {
    view,
    map,
    panels: parts,
    opened: openedPanel ? { id: opened, page, limit } : null,
    asked: questionsIn(query)
  };
}) satisfies PageServerLoad;

async function panelOf<Body, Shown>(make: () => Promise<Body>, show: (body: Body) => Shown): Promise<Shown> {
  return show(await make());
}
