/** All points of the overview's chart, for its address: what a chart of a long range asks for when somebody turns to it. */
import { json } from '@sveltejs/kit';
import { ProblemError } from '$lib/contract/client';
import { dateOf } from '$lib/domain/periods';
import { askHistoryData } from '../overview/history-chart';
import { readChart } from '../overview/state';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { ask }, url }) => {
  const now = Math.floor(Date.now() / 1000);
  try {
    const data = await askHistoryData(ask, readChart(url.searchParams, dateOf(now)), now);
    return json(data, { headers: { 'cache-control': 'private, max-age=30' } });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return json(error.problem, { status: error.status || 502 });
  }
};
