/**
 * What every page has from the server: the visitor's theme, and a way to ask the API in the visitor's name.
 *
 * Pages ask the API directly, past the edge, and pass on who asks: rate limits count visitors, never this process. Public
 * answers are shared for a second and rendered pages, without their nonces, for another; the edge answers with those too. An administrator's questions
 * carry the browser's cookie and origin, so that the API judges them itself, and are never shared.
 */
import { redirect, type Handle, type RequestEvent, type ServerInit } from '@sveltejs/kit';
import { call, ProblemError, urlOf } from '$lib/contract/kit/client';
import type { Endpoint, Input } from '$lib/contract/kit/endpoint';
import { apiBase } from '$lib/edge/api-base';
import { foreignForm } from '$lib/edge/form-origin';
import { pageKeeperOf } from '$lib/edge/kept-pages';
import { createSharedAnswers } from '$lib/edge/shared-answers';
import { createSharedPages } from '$lib/edge/shared-pages';
import { readConfig } from '$lib/server/platform/config/config';
import { createLog, type Log } from '$lib/server/platform/log';
import { onFault } from '$lib/ui/state/parts';
import { THEME_COOKIE, themeOf } from '$lib/ui/state/theme';

/** A page without an answer is better than no page. */
const ANSWER_WITHIN_MS = 5_000;

/** Together never older than 2 s. */
const TTL_MS = 1_000;

const isPersonal = (error: unknown) => error instanceof ProblemError && error.status === 429;
const shared = createSharedAnswers({ ttlMs: TTL_MS, maxEntries: 500, isPersonal });
const sharePage = createSharedPages({ ttlMs: TTL_MS, maxEntries: 50 });
let origin = '';
let log: Log | null = null;
let hasBitcoin = true;

export const init: ServerInit = () => {
  const { api, logLevel, bitcoin } = readConfig();
  hasBitcoin = bitcoin !== null;
  origin = apiBase(api);
  const pages = createLog(logLevel, 'web');
  log = pages;
  onFault((err) => pages.error({ err }, 'part of a page failed'));
};

export const handle: Handle = async ({ event, resolve }) => {
  const theme = themeOf(event.cookies.get(THEME_COOKIE));
  const visitor = event.getClientAddress();
  event.locals.theme = theme;
  event.locals.hasBitcoin = hasBitcoin;
  const isAdmin = isOperators(event.url.pathname);
  const foreign = foreignForm(event.request, event.url.origin);
  event.locals.foreign = foreign;
  if (foreign !== null) {
    const { pathname, origin: believed } = event.url;
    log?.warn({ path: pathname, from: foreign.from, believed }, 'form refused: sent from another origin');
    // The operator's page shows the refusal in its form.
    if (!isAdmin) return new Response(foreign.message, { status: 403, headers: { 'cache-control': 'no-store' } });
  }
  const shorter = withoutEmpty(event);
  if (shorter !== null) redirect(302, shorter);
  let isForVisitor = false;
  event.locals.ask = async (endpoint, input) => {
    try {
      return await shared.ask(urlOf(endpoint, input), () => askApi(endpoint, input, visitor));
    } catch (error) {
      isForVisitor ||= isPersonal(error);
      throw error;
    }
  };

  event.locals.askUnshared = (endpoint, input) => {
    isForVisitor = true;
    return askApi(endpoint, input, visitor);
  };

  const admin = adminCalls(event, visitor);
  event.locals.askAdmin = (endpoint, input, token) => {
    isForVisitor = true;
    return admin.ask(endpoint, input, token);
  };

  event.locals.fetchAsKey = (path, key, init) =>
    fetch(origin + path, {
      ...init,
      headers: { ...init?.headers, 'x-api-key': key, 'x-forwarded-for': visitor },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS)
    });

  const render = async () => {
    const transformPageChunk = ({ html }: { html: string }) => html.replace('%fluxtracker.theme%', theme);
    const rendered = await resolve(event, { transformPageChunk });
    if (rendered.headers.get('content-type')?.startsWith('text/html')) {
      rendered.headers.set('cache-control', 'private, no-cache');
    }
    return rendered;
  };
  const onKept = pageKeeperOf(event.platform?.req);
  const isShareable = event.request.method === 'GET' && !event.isDataRequest && !isAdmin;
  const answer = isShareable
    ? await sharePage({
        key: `${theme} ${event.url.href}`,
        encodings: event.request.headers.get('accept-encoding'),
        render,
        isPersonal: () => isForVisitor,
        ...(onKept && { onKept })
      })
    : await render();
  // For scripts the framework answers a refused form with 200.
  const response = foreign === null ? answer : new Response(answer.body, { status: 403, headers: answer.headers });
  // The answer to a form is for who sent it, this once; nothing of the operator's page may be there after signing out.
  if (isAdmin || event.request.method === 'POST') response.headers.set('cache-control', 'no-store');
  for (const cookie of admin.cookies) response.headers.append('set-cookie', cookie);
  return response;
};

/** Pages that show what only the operator may see. */
function isOperators(path: string): boolean {
  return path === '/admin' || path === '/usage' || path.startsWith('/admin/');
}

/** The address of a form without the fields that were left empty: without scripts a browser sends them. Else null. */
function withoutEmpty({ request, url, isDataRequest }: RequestEvent): string | null {
  const isForm = request.method === 'GET' && !isDataRequest && request.headers.get('sec-fetch-dest') === 'document';
  if (!isForm || ![...url.searchParams.values()].includes('')) return null;
  const filled = new URLSearchParams([...url.searchParams].filter(([, value]) => value !== ''));
  return filled.size === 0 ? url.pathname : `${url.pathname}?${filled.toString()}`;
}

function adminCalls({ request, url }: RequestEvent, visitor: string) {
  const cookies: string[] = [];
  const told = (name: string) => {
    const value = request.headers.get(name);
    return value === null ? {} : { [name]: value };
  };
  const fetchWithCookies: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    cookies.push(...response.headers.getSetCookie());
    return response;
  };
  // Whoever follows a link to us asks for a page; what the page asks for then is asked by ourselves.
  const isVisit = request.method === 'GET' && request.headers.get('sec-fetch-mode') === 'navigate';
  const ask: App.Locals['askAdmin'] = (endpoint, input, token) =>
    call(fetchWithCookies, endpoint, input, {
      origin,
      headers: {
        'x-forwarded-for': visitor,
        'x-forwarded-proto': url.protocol.slice(0, -1),
        'x-forwarded-host': url.host,
        ...(token === undefined ? told('cookie') : { authorization: `Bearer ${token}` }),
        ...told('origin'),
        ...(!isVisit && told('sec-fetch-site'))
      },
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS)
    });
  return { ask, cookies };
}

function askApi<E extends Endpoint>(endpoint: E, input: Input<E>, visitor: string) {
  return call(fetchState, endpoint, input, {
    origin,
    headers: { 'x-forwarded-for': visitor },
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS)
  });
}

/** Health says "down" with 503 and its whole body, which a page wants to show. */
const fetchState: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
  const isState = response.status === 503 && response.headers.get('content-type')?.startsWith('application/json');
  return isState ? new Response(response.body, { status: 200, headers: response.headers }) : response;
};
