/**
 * Two headers that pass between edge and API only. The edge drops both from what clients send and from what it answers.
 *
 * `X-Edge-Visit`, on a request: the edge can keep answers, and, after a semicolon, has counted this request: how many the client
 * has made in its minute, and in how many seconds that ends. `X-Edge-Keep`, on an answer: it is kept in the API as well,
 * under which number, of which version, for how many milliseconds more, and of which route.
 */
import { WINDOW_MS } from './client-counts.ts';

export const VISIT_HEADER = 'x-edge-visit';
export const KEEP_HEADER = 'x-edge-keep';

export interface Counted {
  used: number;
  resetSeconds: number;
}

/** What a client is told of its limit, by whichever process answers: draft-ietf-httpapi-ratelimit-headers-06. */
export function rateLimitHeaders(limit: number, { used, resetSeconds }: Counted): [name: string, value: string][] {
  return [
    ['RateLimit-Policy', `${limit};w=${WINDOW_MS / 1_000}`],
    ['RateLimit-Limit', String(limit)],
    ['RateLimit-Remaining', String(Math.max(0, limit - used))],
    ['RateLimit-Reset', String(resetSeconds)]
  ];
}

export function writeVisit(counted: Counted | null): string {
  return counted === null ? 'keeps' : `keeps;${counted.used};${counted.resetSeconds}`;
}

/** null: the edge has not counted it. */
export function readVisit(header: string): Counted | null {
  const [, used, resetSeconds] = /^keeps;(\d{1,9});(\d{1,3})$/.exec(header) ?? [];
  return used === undefined ? null : { used: Number(used), resetSeconds: Number(resetSeconds) };
}

export interface Keep {
  /** The same for every spelling and encoding of one answer. */
  id: string;
  version: string;
  leftMs: number;
  route: string;
}

export function writeKeep({ id, version, leftMs, route }: Keep): string {
  return `${id} ${version} ${leftMs} ${route}`;
}

export function readKeep(header: string): Keep | null {
  const [id, version, left, route] = header.split(' ');
  const leftMs = Number(left);
  if (id === undefined || version === undefined || route === undefined || !Number.isFinite(leftMs)) return null;
  return { id, version, leftMs, route };
}
