/** A figure as a badge for other sites: an SVG, `/badge/nodes.svg`. */
import { error } from '@sveltejs/kit';
import { badgeSvg } from '$lib/ui/share/badge';
import { sharedFigures } from '$lib/ui/share/figures';
import { askShared } from '../../shared-figure';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { ask }, params, setHeaders }) => {
  const figure = sharedFigures.find((name) => `${name}.svg` === params.figure);
  if (figure === undefined)
    error(404, `There are the badges ${sharedFigures.map((name) => `${name}.svg`).join(', ')}.`);
  setHeaders({
    'content-type': 'image/svg+xml',
    'cache-control': 'public, max-age=300',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'"
  });
  return new Response(badgeSvg(await askShared(ask, figure)));
};
