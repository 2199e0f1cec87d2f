/** All of one list of the overview's carousel: what it asks for as its end comes near. */
import { json } from '@sveltejs/kit';
import { ProblemError } from '$lib/contract/client';
import { askAllHighlights } from '../overview/highlights';
import { readHighlights } from '../overview/state';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { ask }, url: { searchParams: query } }) => {
  try {
    const { items } = await askAllHighlights(ask, readHighlights(query), Math.floor(Date.now() / 1000));
    return json(items, { headers: { 'cache-control': 'private, max-age=30' } });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return json(error.problem, { status: error.status || 502 });
  }
};
