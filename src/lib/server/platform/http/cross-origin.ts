/** Lets pages of the configured origins read the public API. Never credentials, never anything below /api/admin. */
import type { RequestHandler } from 'express';
import { isAdmin } from './auth/admin-path.ts';

const EXPOSED =
  'ETag, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, X-Quota-Limit, X-Quota-Remaining, X-Quota-Reset, X-Request-Id, Content-Disposition';

export function crossOrigin(origins: readonly string[]): RequestHandler {
  const allowed = new Set(origins);
  return (req, res, next) => {
    res.vary('Origin');
    const { origin } = req.headers;
    if (origin === undefined || !allowed.has(origin) || isAdmin(req.path)) {
      next();
      return;
    }
    res.setHeader('Access-Control-Allow-Origin', origin);
    res.setHeader('Access-Control-Expose-Headers', EXPOSED);
    res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    if (req.method !== 'OPTIONS' || req.headers['access-control-request-method'] === undefined) {
      next();
      return;
    }
    res
      .writeHead(204, {
        'Access-Control-Allow-Methods': 'GET, HEAD',
        'Access-Control-Allow-Headers': 'x-api-key, authorization',
        'Access-Control-Max-Age': '600'
      })
      .end();
  };
}
