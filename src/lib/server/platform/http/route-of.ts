/** Which route answered a request, by its template: for metrics and for what keys are counted by. */
import type { Request, Response } from 'express';

/** For answers that leave before a route was looked for. */
const known = new WeakMap<Response, string>();

export function noteRoute(res: Response, template: string): void {
  known.set(res, template);
}

/** `none`: no route did. */
export function routeOf(req: Request, res: Response): string {
  const matched = (req.route as { path: string } | undefined)?.path;
  return known.get(res) ?? matched ?? 'none';
}
