/** All points of the overview's chart, for its address: what a chart of a long range asks for when somebody turns to it. */
import { dateOf } from '$lib/domain/time/periods';
import { answerJson } from '$lib/ui/live/answer-json';
import { askHistoryData } from '../overview/history-chart';
import { readChart } from '../overview/state';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals: { ask }, url }) => {
  const now = Math.floor(Date.now() / 1000);
  return answerJson(askHistoryData(ask, readChart(url.searchParams, dateOf(now)), now));
};
