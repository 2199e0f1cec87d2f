/** The picture that goes with a shared link of the overview: its chart, for the query of its address. */
import { revenue } from '$lib/contract/ledger/revenue';
import { dateOf } from '$lib/domain/time/periods';
import { fluxText } from '$lib/ui/format/format';
import { settle } from '$lib/ui/live/settle';
import { valueOf } from '$lib/ui/state/parts';
import { askHistoryData } from '../overview/history-chart';
import { readChart } from '../overview/state';
import { previewPng } from './render.server';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { ask }, url }) => {
  const now = Math.floor(Date.now() / 1000);
  const chart = readChart(url.searchParams, dateOf(now));
  const isLog = url.searchParams.get('scale') === 'log';
  const png = await previewPng(`${url.host} ${JSON.stringify(chart)} ${isLog}`, now, async () => {
    const [data, today] = await Promise.all([
      settle(askHistoryData(ask, chart, now), now),
      settle(ask(revenue, { params: { period: 'daily' } }), now)
    ]);
    const series = valueOf(data);
    const paid = valueOf(today)?.current.revenue ?? null;
    return {
      title: series === null ? 'The Flux cloud' : `${series.title}${series.unit === '' ? '' : ` (${series.unit})`}`,
      figure: paid === null ? 'Fluxtracker' : `${fluxText(paid)} FLUX today`,
      data: series,
      isLog,
      site: url.host
    };
  });
  return new Response(png, { headers: { 'content-type': 'image/png', 'cache-control': 'public, max-age=300' } });
};
