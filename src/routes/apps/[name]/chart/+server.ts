/** All points of an app's chart, for the address of its page: what a chart of a long range asks for when it is touched. */
import { answerJson } from '$lib/ui/live/answer-json';
import { askAppChart } from '../app-chart';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals: { ask }, params: { name }, url: { searchParams: query } }) => {
  const history = askAppChart(ask, { name, query, now: Math.floor(Date.now() / 1000) });
  return answerJson(history.then(({ data }) => data));
};
