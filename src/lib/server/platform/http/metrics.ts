/**
 * `/metrics` for Prometheus, and the noting of every answer under its route's template.
 *
 * It lies outside `/api/`, which is all that the edge passes on: it is reached on the API's own port and nowhere else.
 */
import type { RequestHandler, Response } from 'express';
import type { HttpDeps, HttpMetrics } from './deps.ts';

export const METRICS_PATH = '/metrics';

/** For answers that leave before a route was looked for. */
const known = new WeakMap<Response, string>();
const methods = new Set(['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS']);

export function noteRoute(res: Response, template: string): void {
  known.set(res, template);
}

export function measured(metrics: HttpMetrics): RequestHandler {
  return (req, res, next) => {
    const startedAt = performance.now();
    res.once('close', () => {
      const matched = (req.route as { path: string } | undefined)?.path;
      metrics.answered({
        method: methods.has(req.method) ? req.method : 'other',
        route: known.get(res) ?? matched ?? 'none',
        status: res.statusCode,
        seconds: (performance.now() - startedAt) / 1_000
      });
    });
    next();
  };
}

export function metricsPage({ readHealth }: HttpDeps, metrics: HttpMetrics): RequestHandler {
  return async (_, res) => {
    const { type, text } = await metrics.page(await readHealth());
    res.setHeader('Content-Type', type);
    res.setHeader('Cache-Control', 'no-store');
    res.end(text);
  };
}
