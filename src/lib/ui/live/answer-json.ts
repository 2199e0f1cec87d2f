/** What a page's own scripts ask for as JSON, kept by the browser for a moment; a refusal of the API is passed on. Server only. */
import { json } from '@sveltejs/kit';
import { ProblemError } from '../../contract/kit/client.ts';

export async function answerJson(asked: Promise<unknown>): Promise<Response> {
  try {
    return json(await asked, { headers: { 'cache-control': 'private, max-age=30' } });
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return json(error.problem, { status: error.status || 502 });
  }
}
