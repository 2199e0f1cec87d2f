/** All of one list of the overview's carousel: what it asks for as its end comes near. */
import { answerJson } from '$lib/ui/live/answer-json';
import { askAllHighlights } from '../overview/highlights';
import { readHighlights } from '../overview/state';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ locals: { ask }, url: { searchParams: query } }) => {
  const highlights = askAllHighlights(ask, readHighlights(query), Math.floor(Date.now() / 1000));
  return answerJson(highlights.then(({ items }) => items));
};
