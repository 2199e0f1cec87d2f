/** One panel of a view as CSV: all of its rows. */
import { error } from '@sveltejs/kit';
import { panelCsv } from '$lib/ui/insights/panel';
import { settle } from '$lib/ui/live/settle';
import { choiceOf, textOf } from '$lib/ui/state/url-state';
import { panelsOf, views } from '../views';
import type { RequestHandler } from './$types';

const UNAVAILABLE = 503;

export const GET: RequestHandler = async ({ locals: { ask }, url: { searchParams: query } }) => {
  const id = textOf(query, 'panel') ?? '';
  const make = panelsOf(ask, choiceOf(query, 'view', views), query).get(id);
  if (make === undefined) error(404, 'There is no such table.');
  const panel = await settle(make(), 0);
  if (panel.state === 'unavailable') error(panel.status === 400 ? 400 : UNAVAILABLE, panel.reason);
  return new Response(panelCsv(panel.value), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="fluxtracker-${id}.csv"`,
      'cache-control': 'no-store'
    }
  });
};
