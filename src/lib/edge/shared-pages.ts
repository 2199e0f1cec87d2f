/**
 * Rendered pages that several visitors may be given for a moment: nothing in them is about the visitor but the theme.
 *
 * A page is kept without its nonce, and each answer gets one of its own: a nonce that two answers share protects neither.
 * What is not an ordinary page (an error, a redirect, a cookie) is rendered for whoever asked.
 */
import { randomBytes } from 'node:crypto';
import { acceptedEncodings } from './accepted-encodings.ts';
import { packPage, type PackedPage } from './packed-page.ts';
import { createSharedAnswers } from './shared-answers.ts';

interface Kept {
  /** What stands between the places of the nonce. */
  html: string[];
  headers: [name: string, parts: string[]][];
  /** Compressed when somebody first wants it so. */
  packed: Promise<PackedPage> | null;
}

interface Question {
  key: string;
  /** The visitor's Accept-Encoding. */
  encodings: string | null;
  render: () => Promise<Response>;
  /** Whether what was rendered is for this visitor only; asked after rendering. */
  isPersonal: () => boolean;
}

const NONCE_BYTES = 16;
/** Of an answer with a body of its own; the nonce in it would make an ETag that never matches. */
const unkept = new Set(['etag', 'content-length']);

export function createSharedPages(options: { ttlMs: number; maxEntries: number }) {
  const pages = createSharedAnswers({ ...options, isPersonal: () => false });

  return async function sharePage({ key, encodings, render, isPersonal }: Question): Promise<Response> {
    const rendered: Response[] = [];
    const kept = await pages.ask(key, async () => {
      const response = await render();
      rendered.push(response);
      return isPersonal() ? null : await keep(response.clone());
    });
    if (kept !== null) return await answer(kept, acceptedEncodings(encodings).includes('gzip'));
    return rendered[0] ?? (await render());
  };
}

async function keep(response: Response): Promise<Kept | null> {
  const { status, headers } = response;
  const isPage = headers.get('content-type')?.startsWith('text/html');
  const nonce = /'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1];
  if (status !== 200 || !isPage || nonce === undefined || headers.has('set-cookie')) return null;
  const html = await response.text();
  return {
    html: html.split(nonce),
    headers: [...headers].filter(([name]) => !unkept.has(name)).map(([name, value]) => [name, value.split(nonce)]),
    packed: null
  };
}

async function answer(kept: Kept, isPacked: boolean): Promise<Response> {
  const nonce = randomBytes(NONCE_BYTES).toString('base64');
  const headers = new Headers(kept.headers.map(([name, parts]): [string, string] => [name, parts.join(nonce)]));
  headers.append('vary', 'accept-encoding');
  if (!isPacked) return new Response(kept.html.join(nonce), { headers });
  kept.packed ??= packPage(kept.html);
  headers.set('content-encoding', 'gzip');
  return new Response((await kept.packed).with(nonce), { headers });
}
