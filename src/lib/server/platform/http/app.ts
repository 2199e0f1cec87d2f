/**
 * The HTTP API as an Express application.
 *
 * Order matters: who asks, headers that every answer carries, whose key it is, the limit; then answers that are kept, which leave without
 * anything else being done; then the log and the routes. Below /api/admin nothing happens before the gate.
 */
import express, {
  type ErrorRequestHandler,
  type Express,
  type IRouter,
  type RequestHandler,
  type Router
} from 'express';
import type { Endpoint } from '../../../contract/kit/endpoint.ts';
import { withoutAlias } from '../../../link/aliases.ts';
import { createClientCounts } from '../../../link/client-counts.ts';
import { KEEP_HEADER } from '../../../link/kept-headers.ts';
import { actorOf, adminGate } from './auth/admin-gate.ts';
import { findKey, keyGate, monthlyQuota, refuseWrongKey, requireScope } from './auth/api-key.ts';
import { createAnswerCache, type AnswerCache } from './answer-cache.ts';
import { audit, createRefusalAudit } from './audit.ts';
import { isAdmin } from './auth/admin-path.ts';
import { sendBody } from './bodies.ts';
import { crossOrigin } from './cross-origin.ts';
import type { HttpDeps } from './deps.ts';
import type { EdgeNotices } from './edge-notices.ts';
import { publicLimit } from './limits.ts';
import { measured, METRICS_PATH, metricsPage } from './metrics.ts';
import { requestLog } from './request-log.ts';
import { noteRoute } from './route-of.ts';
import { live } from '../../../contract/health/health.ts';
import { describe, Refusal, sendProblem } from './problems.ts';
import { securityHeaders } from './security-headers.ts';
import { exactNumber } from '../exact-numbers.ts';
import type { Route } from './serve.ts';
import { visitorOf } from './visitor.ts';

const MAX_BODY = '16kb';

export function createApp(deps: HttpDeps, given: readonly Route[]): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.set('query parser', () => ({}));

  const cache = createAnswerCache(deps);
  const counts = deps.counts ?? createClientCounts(() => deps.elapsed() * 1_000);
  const routes = literalFirst(given);

  app.use(knownPath);
  app.use(everyAnswer);
  if (deps.notices) app.use(live.path, listenTo(deps.notices));
  if (deps.metrics) {
    app.get(METRICS_PATH, metricsPage(deps, deps.metrics));
    app.use(measured(deps.metrics));
  }
  if (deps.corsOrigins.length > 0) app.use(crossOrigin(deps.corsOrigins));
  app.use(findKey(deps.keys));
  app.use(publicLimit(deps.rateLimitPerMinute, counts), refuseWrongKey, monthlyQuota);
  app.use(keptAnswers(cache, routes, deps));
  app.use(requestLog(deps));
  const admin = adminGate(deps.credentials, deps.elapsed);
  app.use('/api/admin', admin, express.json({ limit: MAX_BODY, reviver: exactNumber }));
  const places = placesOf(app);
  for (const { endpoint, handle } of routes) {
    const gates = endpoint.auth === 'admin' ? [] : [keyGate(endpoint, admin), ...bodyOf(endpoint)];
    places(endpoint.path)[methodOf(endpoint.method)](endpoint.path, ...gates, handle(deps, cache));
  }
  app.use(unknownPath(routes));
  app.use(failure(deps));
  return app;
}

/** Express takes the first route that fits: a literal segment stands before a parameter in the same place. */
function literalFirst(routes: readonly Route[]): Route[] {
  const shape = ({ endpoint }: Route) =>
    endpoint.path.replaceAll(/[^/]+/g, (part) => (part.startsWith(':') ? '1' : '0'));
  return routes.toSorted((a, b) => (shape(a) < shape(b) ? -1 : shape(a) > shape(b) ? 1 : 0));
}

/**
 * Where routes are put: one without parameters in a router that is found by its path at once, because to try a hundred patterns
 * costs more than most answers; the others behind them.
 */
function placesOf(app: Express): (path: string) => IRouter {
  const direct = new Map<string, Router>();
  app.use((req, res, next) => {
    const router = direct.get(req.path) ?? direct.get(req.path.replace(/\/$/, ''));
    if (router === undefined) next();
    else router(req, res, next);
  });
  return (path) => {
    if (path.includes(':')) return app;
    const router = direct.get(path) ?? express.Router({ caseSensitive: true });
    direct.set(path, router);
    return router;
  };
}

const methodOf = (method: 'GET' | 'POST' | 'DELETE') => method.toLowerCase() as 'get' | 'post' | 'delete';

/** Reads the body of a route that has one. Whole numbers that a double does not hold are left as the text that was sent. */
function bodyOf({ body, maxBodyBytes: limit }: Endpoint): RequestHandler[] {
  return body === null ? [] : [express.json({ limit, reviver: exactNumber })];
}

/** Whoever asks the API itself may use the same older names as at the edge. */
const knownPath: RequestHandler = (req, _, next) => {
  req.url = withoutAlias(req.method, req.url) ?? req.url;
  next();
};

const everyAnswer: RequestHandler = (req, res, next) => {
  res.setHeader('X-Request-Id', visitorOf(req, res).requestId);
  for (const [name, value] of securityHeaders) res.setHeader(name, value);
  next();
};

/** The edge tells what it noticed when it asks whether we live. */
function listenTo(notices: EdgeNotices): RequestHandler {
  return (req, _, next) => {
    notices.hear(req);
    next();
  };
}

function keptAnswers(cache: AnswerCache, routes: readonly Route[], { edge, now }: HttpDeps): RequestHandler {
  const endpoints = new Map<string, Endpoint>(routes.map(({ endpoint }) => [endpoint.id, endpoint]));
  return (req, res, next) => {
    const kept = req.method === 'GET' ? cache.bySpelling(req.originalUrl) : undefined;
    if (kept === undefined) {
      next();
      return;
    }
    const endpoint = endpoints.get(kept.key.slice(0, kept.key.indexOf(' ')));
    if (endpoint !== undefined) requireScope(res, endpoint);
    const route = endpoint?.path ?? 'none';
    noteRoute(res, route);
    if (edge !== undefined && visitorOf(req, res).edge !== null) {
      res.setHeader(KEEP_HEADER, edge.keepHeader({ id: kept.id, leftMs: (kept.until - now()) * 1_000, route }));
    }
    sendBody(req, res, kept.body);
  };
}

function unknownPath(all: Route[]): RequestHandler {
  const known = all.map(({ endpoint }) => ({
    method: endpoint.method,
    path: new RegExp(`^${endpoint.path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`)
  }));
  return (req) => {
    const methods = known.filter(({ path }) => path.test(req.path)).map(({ method }) => method);
    if (methods.length === 0) throw new Refusal(404, 'not_found', `There is nothing at ${req.path}.`);
    const detail = `${req.path} takes ${methods.join(' or ')}.`;
    throw new Refusal(405, 'method_not_allowed', detail, { Allow: methods.join(', ') });
  };
}

function failure(deps: HttpDeps): ErrorRequestHandler {
  const recordRefusal = createRefusalAudit(deps);
  return async (error: unknown, req, res, _next) => {
    const described = describe(error);
    // A refusal is an answer that we mean, such as for what is switched off.
    if (described.status >= 500 && !(error instanceof Refusal)) {
      deps.log.error({ err: error, requestId: visitorOf(req, res).requestId, path: req.path }, 'request failed');
    }
    if (res.headersSent) {
      res.destroy();
      return;
    }
    const isRecorded = isAdmin(req.path) && described.code !== 'locked_out';
    const isAuthorized = actorOf(res) !== null;
    if (isRecorded && isAuthorized) await audit(deps, req, res, described.status);
    sendProblem(req, res, described);
    if (isRecorded && !isAuthorized) await recordRefusal(req, res, described.status);
  };
}
