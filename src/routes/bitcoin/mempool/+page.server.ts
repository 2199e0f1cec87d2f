/** What waits to be mined, and what it pays; fees and volume of the blocks that were seen. */
import { mempool } from '$lib/contract/bitcoin/mempool';
import { fees, periods, volume } from '$lib/contract/bitcoin/series';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import { mapPart } from '$lib/ui/state/parts';
import { choiceOf } from '$lib/ui/state/url-state';
import type { PageServerLoad } from './$types';

export const load = (async ({ locals: { ask }, url, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const period = choiceOf(url.searchParams, 'period', periods);
  const [told, feeSeries, volumeSeries] = await Promise.all([
    settle(ask(mempool, {}), now),
    settle(ask(fees, { query: { period } }), now),
    settle(ask(volume, { query: { period } }), now)
  ]);
  return {
    period,
    mempool: mapPart(told, (value) => value.mempool),
    histogram: mapPart(told, (value) => value.histogram),
    projected: mapPart(told, (value) => value.projected),
    estimates: mapPart(told, (value) => value.estimates),
    largest: mapPart(told, (value) => value.largest),
    fees: feeSeries,
    volume: volumeSeries
  };
}) satisfies PageServerLoad;
