/**
 * `/metrics` for Prometheus, and the noting of every answer under its route's template.
 *
 * It lies outside `/api/`, which is all that the edge passes on: it is reached on the API's own port and nowhere else.
 */
import type { RequestHandler } from 'express';
import type { HttpDeps, HttpMetrics } from './deps.ts';
import { routeOf } from './route-of.ts';

export const METRICS_PATH = '/metrics';

const methods = new Set(['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS']);

export function measured(metrics: HttpMetrics): RequestHandler {
  return (req, res, next) => {
    const startedAt = performance.now();
    res.once('close', () => {
      metrics.answered({
        method: methods.has(req.method) ? req.method : 'other',
        route: routeOf(req, res),
        status: res.statusCode,
        seconds: (performance.now() - startedAt) / 1_000
      });
    });
    next();
  };
}

export function metricsPage({ readHealth, readFigures, log }: HttpDeps, metrics: HttpMetrics): RequestHandler {
  return async (_, res) => {
    const figures = readFigures?.().catch((err: unknown) => {
      log.debug({ err }, 'figures not read for Prometheus');
      return null;
    });
    const { type, text } = await metrics.page(await readHealth(), (await figures) ?? null);
    res.setHeader('Content-Type', type);
    res.setHeader('Cache-Control', 'no-store');
    res.end(text);
  };
}
