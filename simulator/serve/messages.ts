/** What a request asks and what a handler answers, whichever host it plays. */

export interface Ask {
  /** Path below the host's prefix, as it was sent. */
  path: string;
  segments: string[];
  query: URLSearchParams;
  headers: Record<string, string | string[] | undefined>;
  /** A number that only depends on the URL and how often it was asked: the source of all chance in an answer. */
  chance: number;
}

export interface Reply {
  status: number;
  /** Whole, or in slices for what is too big to hold. */
  body: string | Buffer | (() => Generator<string>);
  type?: string;
  headers?: Record<string, string>;
  /** Names big bodies that many ask for, so that they are compressed once. */
  cacheKey?: string;
  /** Never compressed and without an ETag. */
  isPlain?: true;
}

export function json(body: unknown, status = 200): Reply {
  return { status, body: JSON.stringify(body) };
}

export function notFound(path: string): Reply {
  const body = `<!DOCTYPE html>\n<html><body><pre>Cannot GET ${path.replaceAll('<', '&lt;')}</pre></body></html>\n`;
  return { status: 404, body, type: 'text/html; charset=utf-8' };
}

/** An error of the application: HTTP 200 with an error inside, sometimes without a code. */
export class EnvelopeError extends Error {
  override name = 'EnvelopeError';
  readonly code: number | string | null;
  constructor(message: string, code: number | string | null = null) {
    super(message);
    this.code = code;
  }
}

export function success(data: unknown): Reply {
  return json({ status: 'success', data });
}

export function failure(error: EnvelopeError): Reply {
  const code = error.code === null ? {} : { code: error.code };
  return json({
    status: 'error',
    data: { ...code, name: error.code === 401 ? 'Unauthorized' : 'Error', message: error.message }
  });
}

/** A path parameter, or the query parameter of the same meaning; undefined when neither was given. */
export function parameter(ask: Ask, index: number, name: string): string | undefined {
  const inPath = ask.segments[index];
  return inPath === undefined || inPath === '' ? (ask.query.get(name) ?? undefined) : inPath;
}
