/**
 * Endpoint declaration + handler = Express route: input parsed, answer held to its schema, serialised, cached as declared.
 */
import type { Request, RequestHandler, Response } from 'express';
import type { Answer, Endpoint, Parsed } from '../../../contract/kit/endpoint.ts';
import { StoreError } from '../errors.ts';
import type { AnswerCache } from './answer-cache.ts';
import { audit } from './audit.ts';
import { createBody, sendBody, type Body } from './bodies.ts';
import type { HttpDeps } from './deps.ts';
import { readInput } from './input.ts';
import { lastGoodOf } from './last-good.ts';

/** An answer with another status than the declared one, or with headers of its own. */
export class Reply<T> {
  readonly value: T;
  readonly status: number | null;
  readonly headers: Record<string, string>;

  constructor(value: T, { status = null, headers = {} }: { status?: number | null; headers?: Record<string, string> }) {
    this.value = value;
    this.status = status;
    this.headers = headers;
  }
}

export interface Call {
  req: Request;
  res: Response;
}

export type Handler<E extends Endpoint> = (
  input: Parsed<E>,
  call: Call
) => Promise<Answer<E> | Reply<Answer<E>>> | Answer<E> | Reply<Answer<E>>;

/** A handler together with its endpoint, its types checked and forgotten. */
export interface Route {
  endpoint: Endpoint;
  /** Sends the answer itself, or throws. */
  handle: (deps: HttpDeps, cache: AnswerCache) => RequestHandler;
}

export function serve<E extends Endpoint>(endpoint: E, handler: Handler<E>): Route {
  const handle = (deps: HttpDeps, cache: AnswerCache): RequestHandler => {
    const { isStrict, log } = deps;
    const make = async (input: Parsed<E>, call: Call): Promise<{ body: Body; headers: Record<string, string> }> => {
      const answer = await handler(input, call);
      const { value, status, headers } = answer instanceof Reply ? answer : new Reply(answer, {});
      if (isStrict) endpoint.response.parse(value);
      const [type] = endpoint.produces;
      const content = type === 'application/json' ? JSON.stringify(value) : String(value);
      const options = {
        status: status ?? endpoint.status,
        type: contentType(type),
        cacheControl: cacheControlOf(endpoint)
      };
      return { body: createBody(content, options), headers };
    };
    return async (req, res) => {
      const input = readInput(endpoint, { params: req.params, url: req.originalUrl, body: req.body as unknown });
      if (endpoint.cache === null) {
        const { body, headers } = await make(input, { req, res });
        if (endpoint.auth === 'admin') await audit(deps, req, res, body.status);
        sendBody(req, res, body, headers);
        return;
      }
      const key = `${endpoint.id} ${JSON.stringify(input)}`;
      cache.spell(req.originalUrl, key);
      try {
        const answer = () => make(input, { req, res }).then(({ body }) => body);
        sendBody(req, res, await cache.get(key, endpoint.cache.serverSeconds, answer));
      } catch (err) {
        const old = err instanceof StoreError && err.retryable ? cache.lastGood(key) : undefined;
        if (old === undefined) throw err;
        log.warn({ err, path: req.path }, 'last good answer served');
        sendBody(req, res, lastGoodOf(old, deps.now()), { Warning: '110 - "Response is Stale"' });
      }
    };
  };
  return { endpoint, handle };
}

/** A handler that writes the answer itself while it is made. */
export function stream<E extends Endpoint>(
  endpoint: E,
  handler: (input: Parsed<E>, call: Call) => Promise<void>
): Route {
  return {
    endpoint,
    handle: () => async (req, res) => {
      const input = readInput(endpoint, { params: req.params, url: req.originalUrl, body: req.body as unknown });
      res.setHeader('Cache-Control', 'no-store');
      await handler(input, { req, res });
    }
  };
}

function contentType(type: string): string {
  return type.startsWith('text/') ? `${type}; charset=utf-8` : type;
}

function cacheControlOf({ cache }: Endpoint): string {
  if (cache === null) return 'no-store';
  return cache.maxAgeSeconds === 0 ? 'no-cache' : `public, max-age=${cache.maxAgeSeconds}`;
}
