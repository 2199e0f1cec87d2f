/**
 * Rendered pages that several visitors may be given for a moment: nothing in them is about the visitor but the theme.
 *
 * A page is kept without its nonce, and each answer gets one of its own: a nonce that two answers share protects neither.
 * What is not an ordinary page (an error, a redirect, a cookie) is rendered for whoever asked.
 */
import { randomBytes } from 'node:crypto';
import { createSharedAnswers } from './shared-answers.ts';

interface Kept {
  /** What stands between the places of the nonce. */
  html: string[];
  headers: [name: string, parts: string[]][];
}

interface Question {
  key: string;
  render: () => Promise<Response>;
  /** Whether what was rendered is for this visitor only; asked after rendering. */
  isPersonal: () => boolean;
}

const NONCE_BYTES = 16;
/** Of an answer with a body of its own; the nonce in it would make an ETag that never matches. */
const unkept = new Set(['etag', 'content-length']);

export function createSharedPages(options: { ttlMs: number; maxEntries: number }) {
  const pages = createSharedAnswers({ ...options, isPersonal: () => false });

  return async function sharePage({ key, render, isPersonal }: Question): Promise<Response> {
    const rendered: Response[] = [];
    const kept = await pages.ask(key, async () => {
      const response = await render();
      rendered.push(response);
      return isPersonal() ? null : await keep(response.clone());
    });
    if (kept !== null) return answer(kept);
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
    headers: [...headers].filter(([name]) => !unkept.has(name)).map(([name, value]) => [name, value.split(nonce)])
  };
}

function answer({ html, headers }: Kept): Response {
  const nonce = randomBytes(NONCE_BYTES).toString('base64');
  return new Response(html.join(nonce), {
    headers: headers.map(([name, parts]): [string, string] => [name, parts.join(nonce)])
  });
}
