/** One panel of a view as CSV: the rows that the page shows. */
import { error } from '@sveltejs/kit';
import { panelCsv } from '$lib/ui/insights/panel';
import { choiceOf, textOf } from '$lib/ui/state/url-state';
import { panelsOf, views } from '../views';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { ask }, url: { searchParams: query } }) => {
  const id = textOf(query, 'panel');
  const settled = await Promise.allSettled(panelsOf(ask, choiceOf(query, 'view', views), query));
  const panel = settled
    .flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    .find((each) => each.id === id);
  if (panel === undefined) error(404, 'There is no such table right now.');
  return new Response(panelCsv(panel), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="fluxtracker-${panel.id}.csv"`,
      'cache-control': 'no-store'
    }
  });
};
