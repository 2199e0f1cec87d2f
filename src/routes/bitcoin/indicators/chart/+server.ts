/** All points of an indicator's chart, for the address of its page: what a chart of a long range asks for when it is touched. */
import { answerJson } from '$lib/ui/live/answer-json';
import { askIndicator } from '../indicator-chart';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals: { ask }, url: { searchParams: query } }) =>
  answerJson(askIndicator(ask, query).then(({ data }) => data));
