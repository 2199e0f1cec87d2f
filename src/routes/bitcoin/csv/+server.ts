/** One panel about the market as CSV: the rows that its page shows. */
import { error } from '@sveltejs/kit';
import { panelCsv } from '$lib/ui/insights/panel';
import { textOf } from '$lib/ui/state/url-state';
import { marketPanels } from '../market/panels';
import { treasuryPanels } from '../treasuries/panels';
import type { RequestHandler } from './$types';

const pages = { market: marketPanels, treasuries: treasuryPanels };

export const GET: RequestHandler = async ({ locals: { ask }, url: { searchParams: query } }) => {
  const [page, id] = [textOf(query, 'page'), textOf(query, 'panel')];
  const panels = page === 'market' || page === 'treasuries' ? await pages[page](ask) : [];
  const panel = panels.find((one) => one.id === id && one.rows.length > 0);
  if (panel === undefined) error(404, 'There is no such table right now.');
  return new Response(panelCsv(panel), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="fluxtracker-bitcoin-${panel.id}.csv"`,
      'cache-control': 'no-store'
    }
  });
};
