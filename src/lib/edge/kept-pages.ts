/**
 * Pages that leave from the edge without being asked of SvelteKit: those that shared-pages.ts keeps, for as long as it does.
 *
 * A page is known by address, origin and theme, which is all that it depends on. Each answer has a nonce of its own. Whoever asks
 * in another way (another method, a theme or an encoding that is not understood here) is answered by the pages themselves.
 */
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import { acceptedEncodings } from './accepted-encodings.ts';
import type { PageHandler } from './edge.ts';
import { newNonce, packedOf, plainOf, type KeptPage } from './shared-pages.ts';

type PageKeeper = (page: KeptPage) => void;

/** Edge and pages are bundled apart: a module's variable would exist twice. */
const KEEPER = Symbol.for('fluxtracker.page-keeper');
const MAX_PAGES = 50;
const SWEEP_MS = 1_000;
const THEME = /(?:^|;)\s*theme=([^;]*)/g;
const themes = new Set(['auto', 'dark', 'light']);

/** How a page that was rendered for a request is kept at the edge; none where there is no edge (development). */
export function pageKeeperOf(req: IncomingMessage | undefined): PageKeeper | undefined {
  return (req as { [KEEPER]?: PageKeeper } | undefined)?.[KEEPER];
}

export function keepPages(pages: PageHandler, now = () => performance.now()): PageHandler {
  const kept = new LRUCache<string, KeptPage>({ max: MAX_PAGES });
  let sweptAt = now();

  function keep(key: string, page: KeptPage): void {
    if (now() >= sweptAt + SWEEP_MS) {
      sweptAt = now();
      for (const [each, { until }] of kept.entries()) if (until <= sweptAt) kept.delete(each);
    }
    kept.set(key, page);
  }

  return (req, res, next) => {
    const key = req.method === 'GET' ? keyOf(req) : null;
    const page = key === null ? undefined : kept.get(key);
    const packing = packingOf(req.headers);
    if (page !== undefined && now() < page.until && packing !== null) {
      void send(page, packing, res).catch(() => res.destroy());
      return;
    }
    if (key !== null) Object.assign(req, { [KEEPER]: (rendered: KeptPage) => keep(key, rendered) });
    pages(req, res, next);
  };
}

/** The forwarded headers are the edge's own words (edge.ts). null: the pages must say what theme that is. */
function keyOf({ url = '', headers }: IncomingMessage): string | null {
  const told = [...(headers.cookie ?? '').matchAll(THEME)].map(([, theme = '']) => theme);
  const [theme = 'auto'] = told;
  if (told.length > 1 || !themes.has(theme)) return null;
  return `${theme} ${headers['x-forwarded-proto']?.toString()}://${headers['x-forwarded-host']?.toString()}${url}`;
}

/** null: an encoding in which nothing is kept. */
function packingOf(headers: IncomingHttpHeaders): 'gzip' | 'plain' | null {
  const accepted = acceptedEncodings(headers['accept-encoding']?.toString());
  if (accepted.includes('gzip')) return 'gzip';
  return accepted.every((encoding) => encoding === '' || encoding === 'identity') ? 'plain' : null;
}

async function send(page: KeptPage, packing: 'gzip' | 'plain', res: ServerResponse): Promise<void> {
  const nonce = newNonce();
  const body = packing === 'gzip' ? (await packedOf(page)).with(nonce) : plainOf(page, nonce);
  for (const [name, parts] of page.headers) res.setHeader(name, parts.join(nonce));
  res.appendHeader('vary', 'accept-encoding');
  if (packing === 'gzip') res.setHeader('content-encoding', 'gzip');
  res.setHeader('content-length', body.length);
  res.writeHead(200).end(body);
}
