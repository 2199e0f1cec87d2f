/**
 * Keeps the view when the data of another one cannot be had.
 *
 * The router asks for a page's data with the window's fetch, and without an answer it hands over to the browser, which
 * replaces the page by its own error. So the question is watched here: if it fails on the way to another page, the router
 * is left waiting for good (its next navigation takes over) and whoever listens may offer another try. A refresh of the
 * same page fails for `reloading` only. An answer that there is no such page is an answer.
 */
export interface Lost {
  /** The address that was wanted. */
  href: string;
  /** Why it could not be had, for the visitor. */
  reason: string;
}

interface Options {
  /** The address that is being gone to; null = none. */
  goingTo: () => string | null;
  onLost: (lost: Lost) => void;
  host?: { fetch: typeof fetch };
}

/** A server that renders pages gives up on the API earlier. */
const ANSWER_WITHIN_MS = 15_000;
const SERVER_FAULT = 500;
const DATA = /\/__data\.json$/;

let failRefresh: ((reason: Error) => void) | null = null;

/** Watches until the function that it answers is called. */
export function watchPageData({ goingTo, onLost, host = window }: Options): () => void {
  const given = host.fetch;
  const ask: typeof fetch = (input, init) => given.call(host, input, init);

  const watched: typeof fetch = async (input, init) => {
    const href = typeof input === 'string' ? pageOf(input) : null;
    if (href === null) return await ask(input, init);
    const { answer, error, reason } = await tryOnce(() =>
      ask(input, { ...init, signal: AbortSignal.timeout(ANSWER_WITHIN_MS) })
    );
    if (answer !== null) return answer;
    const wanted = goingTo();
    if (wanted !== null && samePage(wanted, href)) onLost({ href: wanted, reason });
    else if (failRefresh !== null) failRefresh(new Error(reason));
    // Asked for in advance: the router asks again when it is wanted. What is about this page never costs the view.
    else if (!samePage(location.href, href)) throw error;
    return await new Promise<never>(() => undefined);
  };
  host.fetch = watched;

  return () => {
    if (host.fetch === watched) host.fetch = given;
  };
}

/** A refresh of the page's data that rejects when they cannot be had. */
export async function reloading(load: () => Promise<void>): Promise<void> {
  const failed = new Promise<never>((_, reject) => {
    failRefresh = reject;
  });
  const mine = failRefresh;
  try {
    await Promise.race([load(), failed]);
  } finally {
    if (failRefresh === mine) failRefresh = null;
  }
}

async function tryOnce(ask: () => Promise<Response>) {
  try {
    const answer = await ask();
    if (answer.status < SERVER_FAULT) return { answer, error: null, reason: '' };
    const reason = `The site answered ${answer.status}.`;
    return { answer: null, error: new Error(reason), reason };
  } catch (error) {
    const isSlow = error instanceof DOMException && error.name === 'TimeoutError';
    return { answer: null, error, reason: isSlow ? 'The site did not answer in time.' : 'The site cannot be reached.' };
  }
}

/** The page that a question for data is about; null for any other question. */
function pageOf(address: string): string | null {
  const url = new URL(address, location.href);
  if (!DATA.test(url.pathname)) return null;
  url.pathname = url.pathname.replace(DATA, '') || '/';
  for (const name of [...url.searchParams.keys()]) if (name.startsWith('x-sveltekit-')) url.searchParams.delete(name);
  return url.href;
}

/** Queries are compared as they are read: " " may be written in two ways. */
function samePage(one: string, other: string): boolean {
  const key = (address: string) => {
    const { origin, pathname, searchParams } = new URL(address);
    return `${origin}${pathname.replace(/\/$/, '')}?${searchParams.toString()}`;
  };
  return key(one) === key(other);
}
