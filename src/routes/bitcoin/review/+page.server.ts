/** Bitcoin and Flux over the range that the address names. */
import { dateOf } from '$lib/domain/time/periods';
import { drawChart } from '$lib/ui/chart/model';
import { FIGURES } from '$lib/ui/format/figures';
import { settle } from '$lib/ui/live/settle';
import { askReview, readReview, type ReviewChart } from './review-chart';
import type { PageServerLoad } from './$types';

export const load = (async ({ locals: { ask }, url, depends }) => {
  depends(FIGURES);
  const now = Math.floor(Date.now() / 1000);
  const query = url.searchParams;
  const review = await settle(draw(ask, query), now);
  return { ...readReview(query), today: dateOf(now), review };
}) satisfies PageServerLoad;

async function draw(ask: App.Locals['ask'], query: URLSearchParams): Promise<ReviewChart> {
  const { data, ...view } = await askReview(ask, query);
  return { ...view, ...drawChart({ ...view, data }, query) };
}
