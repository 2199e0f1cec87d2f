/** All points of an image's chart, for the address of its page: what a chart of a long range asks for when it is touched. */
import { error } from '@sveltejs/kit';
import { answerJson } from '$lib/ui/live/answer-json';
import { textOf } from '$lib/ui/state/url-state';
import { askImageHistory } from '../image-chart';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals: { ask }, url: { searchParams: query } }) => {
  const image = textOf(query, 'image');
  if (image === undefined) error(400, 'image: missing');
  const history = askImageHistory(ask, { image, query, now: Math.floor(Date.now() / 1000) });
  return answerJson(history.then(({ data }) => data));
};
