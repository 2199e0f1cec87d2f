/** All points of the review's chart, for the address of its page: what a chart of a long range asks for when it is touched. */
import { answerJson } from '$lib/ui/live/answer-json';
import { askReview } from '../review-chart';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals: { ask }, url: { searchParams: query } }) =>
  answerJson(askReview(ask, query).then(({ data }) => data));
