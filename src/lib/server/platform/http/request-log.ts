/**
 * One line per request that somebody should see; the rest at debug.
 *
 * Nothing is made for a line before its level is known, since most requests leave none: a logger of its own for each, as libraries
 * make it, cost a tenth of a metered event.
 */
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { HttpDeps } from './deps.ts';
import { visitorOf } from './visitor.ts';

export function requestLog({ log }: Pick<HttpDeps, 'log'>): RequestHandler {
  return (req, res, next) => {
    const startedAt = performance.now();
    // Comes once for every answer, also for one that was cut.
    res.once('close', () => write(log, { req, res, startedAt }));
    next();
  };
}

function write(log: Logger, { req, res, startedAt }: { req: Request; res: Response; startedAt: number }): void {
  const { method, originalUrl: url } = req;
  const { statusCode: status } = res;
  const level = levelOf(status, url);
  if (!log.isLevelEnabled(level)) return;
  const { client, requestId } = visitorOf(req, res);
  const durationMs = Math.round(performance.now() - startedAt);
  const isFailure = status >= 500;
  log[level](
    { req: { method, url }, client, requestId, res: { status }, durationMs },
    isFailure ? 'request failed' : 'request answered'
  );
}

function levelOf(status: number, url: string): 'debug' | 'warn' | 'error' {
  // 503 is a designed answer: asked by probes while a first sync runs, or the store is away, which health says once.
  if (status === 503) return url.startsWith('/api/health') ? 'debug' : 'warn';
  if (status >= 500) return 'error';
  return status === 429 ? 'warn' : 'debug';
}
