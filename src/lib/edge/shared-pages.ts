/**
 * Rendered pages that several visitors may be given for a moment: nothing in them is about the visitor but the theme.
 *
 * A page is kept without its nonce, and each answer gets one of its own: a nonce that two answers share protects neither.
 * What is not an ordinary page (an error, a redirect, a cookie) is rendered for whoever asked. What is kept here the edge keeps
 * as well (kept-pages.ts), for as long: most visitors are answered there.
 */
import { randomBytes } from 'node:crypto';
import { acceptedEncodings } from './accepted-encodings.ts';
import { packPage, type PackedPage } from './packed-page.ts';
import { createSharedAnswers } from './shared-answers.ts';

export interface KeptPage {
  /** What stands between the places of the nonce. */
  html: string[];
  headers: [name: string, parts: string[]][];
  /** The same as bytes, made when somebody first wants it so. */
  plain: Buffer[] | null;
  /** Compressed when somebody first wants it so. */
  packed: Promise<PackedPage> | null;
  /** Of the monotonic clock, ms. */
  until: number;
}

interface Question {
  key: string;
  /** The visitor's Accept-Encoding. */
  encodings: string | null;
  render: () => Promise<Response>;
  /** Whether what was rendered is for this visitor only; asked after rendering. */
  isPersonal: () => boolean;
  /** Told of a page that was rendered and may be shared. */
  onKept?: (page: KeptPage) => void;
}

const NONCE_BYTES = 16;
/** Of an answer with a body of its own; the nonce in it would make an ETag that never matches. */
const unkept = new Set(['etag', 'content-length']);

export function createSharedPages(options: { ttlMs: number; maxEntries: number }) {
  const pages = createSharedAnswers({ ...options, isPersonal: () => false });

  return async function sharePage({ key, encodings, render, isPersonal, onKept }: Question): Promise<Response> {
    const rendered: Response[] = [];
    const kept = await pages.ask(key, async () => {
      const response = await render();
      rendered.push(response);
      const page = isPersonal() ? null : await keep(response.clone(), options.ttlMs);
      if (page !== null) onKept?.(page);
      return page;
    });
    if (kept !== null) return await answer(kept, acceptedEncodings(encodings).includes('gzip'));
    return rendered[0] ?? (await render());
  };
}

async function keep(response: Response, ttlMs: number): Promise<KeptPage | null> {
  const { status, headers } = response;
  const isPage = headers.get('content-type')?.startsWith('text/html');
  const nonce = /'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1];
  if (status !== 200 || !isPage || nonce === undefined || headers.has('set-cookie')) return null;
  const html = await response.text();
  return {
    html: html.split(nonce),
    headers: [...headers].filter(([name]) => !unkept.has(name)).map(([name, value]) => [name, value.split(nonce)]),
    plain: null,
    packed: null,
    until: performance.now() + ttlMs
  };
}

export function newNonce(): string {
  return randomBytes(NONCE_BYTES).toString('base64');
}

/** The page as bytes with a nonce in its places; its text is encoded once. */
export function plainOf(page: KeptPage, nonce: string): Buffer<ArrayBuffer> {
  page.plain ??= page.html.map((piece) => Buffer.from(piece));
  const between = Buffer.from(nonce);
  return Buffer.concat(page.plain.flatMap((piece, at) => (at === 0 ? [piece] : [between, piece])));
}

/** The page as a gzip file that leaves places for a nonce; packed once. */
export function packedOf(page: KeptPage): Promise<PackedPage> {
  page.packed ??= packPage(page.html);
  return page.packed;
}

async function answer(kept: KeptPage, isPacked: boolean): Promise<Response> {
  const nonce = newNonce();
  const headers = new Headers(kept.headers.map(([name, parts]): [string, string] => [name, parts.join(nonce)]));
  headers.append('vary', 'accept-encoding');
  if (!isPacked) return new Response(plainOf(kept, nonce), { headers });
  headers.set('content-encoding', 'gzip');
  return new Response((await packedOf(kept)).with(nonce), { headers });
}
