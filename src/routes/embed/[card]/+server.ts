/**
 * A figure as a card for other sites: a small page of its own, without scripts, that anybody may put into a frame. Nothing in
 * it can be clicked but the link to this site, which opens a page of its own.
 */
import { error } from '@sveltejs/kit';
import { createHash } from 'node:crypto';
import { sharedFigures } from '$lib/ui/share/figures';
import { escaped } from '$lib/ui/share/preview';
import { askShared } from '../../shared-figure';
import type { RequestHandler } from './$types';

const STYLE =
  ':root{color-scheme:light dark}body{margin:0;padding:14px 16px;background:light-dark(#fff,#0b1118);' +
  'color:light-dark(#10212b,#dce7ed);font:14px/1.4 ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace}' +
  'p{margin:0}b{display:block;color:light-dark(#006b75,#2ee6ea);font-size:26px;line-height:1.3}' +
  'a{color:inherit}small{color:light-dark(#4a5f69,#91a5b2);font-size:12px}';
const HASH = createHash('sha256').update(STYLE).digest('base64');
const POLICY = `default-src 'none'; style-src 'sha256-${HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors *`;

export const GET: RequestHandler = async ({ locals: { ask }, params, url }) => {
  const card = sharedFigures.find((name) => name === params.card);
  if (card === undefined) error(404, `There are the cards ${sharedFigures.join(', ')}.`);
  const { label, text, note, path } = await askShared(ask, card);
  const html =
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<meta name="robots" content="noindex"><title>${escaped(label)}</title><style>${STYLE}</style></head><body>` +
    `<p>${escaped(label)}<b>${escaped(text)}</b>${escaped(note)}</p>` +
    `<p><small><a href="${escaped(url.origin + path)}" target="_blank" rel="noopener">${escaped(url.host)}</a></small></p>` +
    `</body></html>`;
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'public, max-age=60',
      'content-security-policy': POLICY
    }
  });
};
