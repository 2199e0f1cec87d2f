/**
 * What the edge is told of a key with an answer, so that it can serve and count the next ones by itself: whose it is, whether it
 * may read, how often it may ask, and what is left of its month.
 *
 * It is the edge's for KEY_MS only: then one request asks the API again. So a key that is revoked is refused within a second.
 */
import type { IncomingHttpHeaders } from 'node:http';

/** Passes from API to edge only. */
export const EDGE_KEY_HEADER = 'x-edge-key';
export const KEY_MS = 400;
/** How every key begins. */
export const KEY_START = 'ftk_';

export interface EdgeKey {
  id: string;
  mayRead: boolean;
  /** Requests in a minute. */
  perMinute: number;
  month: MonthOfKey;
}

/** The running month of a key, in requests. */
export interface MonthOfKey {
  limit: number;
  used: number;
  resetSeconds: number;
}

/** The key as it was sent; null: none. A bearer that does not begin as keys do is somebody else's. */
export function sentKey(headers: IncomingHttpHeaders): string | null {
  const given = headers['x-api-key'];
  if (given !== undefined) return given.toString();
  if (headers.authorization === undefined) return null;
  const [, bearer = ''] = /^Bearer +(\S+)\s*$/i.exec(headers.authorization) ?? [];
  return bearer.startsWith(KEY_START) ? bearer : null;
}

/** What a key is told of its month, by whichever process answers. */
export function quotaHeaders({ limit, used, resetSeconds }: MonthOfKey): [name: string, value: string][] {
  return [
    ['X-Quota-Limit', String(limit)],
    ['X-Quota-Remaining', String(Math.max(0, limit - used))],
    ['X-Quota-Reset', String(resetSeconds)]
  ];
}

export function writeEdgeKey({ id, mayRead, perMinute, month }: EdgeKey): string {
  return [id, mayRead ? 1 : 0, perMinute, month.limit, month.used, month.resetSeconds].join(' ');
}

/** null: it cannot be read. */
export function readEdgeKey(header: string): EdgeKey | null {
  const [id = '', ...rest] = header.split(' ');
  const [mayRead = NaN, perMinute = NaN, limit = NaN, used = NaN, resetSeconds = NaN] = rest.map(Number);
  if (id === '' || [mayRead, perMinute, limit, used, resetSeconds].some(Number.isNaN)) return null;
  return { id, mayRead: mayRead === 1, perMinute, month: { limit, used, resetSeconds } };
}
