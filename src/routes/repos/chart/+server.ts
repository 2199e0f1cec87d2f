/** All points of an image's chart, for the address of its page: what a chart of a long range asks for when it is touched. */
import { error, json } from '@sveltejs/kit';
import { ProblemError } from '$lib/contract/client';
import { textOf } from '$lib/ui/url-state';
import { askImageHistory } from '../image-chart';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { ask }, url: { searchParams: query } }) => {
  const image = textOf(query, 'image');
  if (image === undefined) error(400, 'image: missing');
  try {
    const { data } = await askImageHistory(ask, { image, query, now: Math.floor(Date.now() / 1000) });
    return json(data, { headers: { 'cache-control': 'private, max-age=30' } });
  } catch (problem) {
    if (!(problem instanceof ProblemError)) throw problem;
    return json(problem.problem, { status: problem.status || 502 });
  }
};
