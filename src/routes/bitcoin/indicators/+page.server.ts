/** One indicator of Bitcoin at a time, as the address says. */
import { drawChart } from '$lib/ui/chart/model';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import { askIndicator, readIndicator, type IndicatorChart } from './indicator-chart';
import type { PageServerLoad } from './$types';

export const load = (async ({ locals: { ask }, url, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const query = url.searchParams;
  const indicator = await settle(draw(ask, query), now);
  return { ...readIndicator(query), indicator };
}) satisfies PageServerLoad;

async function draw(ask: App.Locals['ask'], query: URLSearchParams): Promise<IndicatorChart> {
  const { data, ...view } = await askIndicator(ask, query);
  return { ...view, ...drawChart({ ...view, data }, query) };
}
