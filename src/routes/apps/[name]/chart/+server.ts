/** All points of an app's chart, for the address of its page: what a chart of a long range asks for when it is touched. */
import { json } from '@sveltejs/kit';
import { ProblemError } from '$lib/contract/client';
import { askAppChart } from '../app-chart';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { ask }, params: { name }, url: { searchParams: query } }) => {
  try {
    const { data } = await askAppChart(ask, { name, query, now: Math.floor(Date.now() / 1000) });
    return json(data, { headers: { 'cache-control': 'private, max-age=30' } });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return json(error.problem, { status: error.status || 502 });
  }
};
