/**
 * Keys of programs in front of the routes: who presented one, and whether it opens what is asked.
 *
 * A key comes as `x-api-key`, or as a bearer that begins as keys do, so that the admin token is no wrong key. A key that is
 * presented decides: one that is unknown, over or revoked is refused also where nobody needs one, and nothing is open to a key
 * beyond its scopes. Below /api/admin a key is nothing at all.
 */
import type { ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import type { Endpoint, Scope } from '../../../../contract/kit/endpoint.ts';
import type { Plan } from '../../../../domain/usage/plans.ts';
import { EDGE_KEY_HEADER, quotaHeaders, sentKey, writeEdgeKey, type MonthOfKey } from '../../../../link/edge-key.ts';
import { routeOf } from '../route-of.ts';
import { visitorOf } from '../visitor.ts';
import { isAdmin } from './admin-path.ts';
import { Refusal } from '../problems.ts';

export { KEY_MS, KEY_START, type MonthOfKey } from '../../../../link/edge-key.ts';

/** A key that may be used now. */
export interface PresentedKey {
  id: string;
  scopes: readonly Scope[];
  plan: Plan;
  month: MonthOfKey;
}

export interface KeyRing {
  /** null: no such key, or it is over or revoked. Rejects with a StoreError while that cannot be known. */
  identify(text: string): Promise<PresentedKey | null>;
  /** Counts answers to a key, by route template. */
  count(id: string, answered: { route: string; count: number }): void;
}

const CHALLENGE = { 'WWW-Authenticate': 'Bearer realm="fluxtracker"' };
const presented = new WeakMap<ServerResponse, PresentedKey>();

/** The key of a request; null: none was presented. */
export function keyOf(res: ServerResponse): PresentedKey | null {
  return presented.get(res) ?? null;
}

/**
 * Finds out whose key it is, counts what it is answered, and tells the edge. What is wrong with a key is said after the limit has
 * counted the request.
 */
export function findKey(ring: KeyRing): RequestHandler {
  return async (req, res, next) => {
    const text = isAdmin(req.path) ? null : sentKey(req.headers);
    const key = text === null ? null : await ring.identify(text);
    if (key !== null) {
      presented.set(res, key);
      const { id, scopes, plan, month } = key;
      res.once('finish', () => {
        if (res.statusCode !== 429) ring.count(id, { route: routeOf(req, res), count: 1 });
      });
      if (visitorOf(req, res).edge !== null) {
        const told = { id, mayRead: scopes.includes('read'), perMinute: plan.perMinute, month: including(month) };
        res.setHeader(EDGE_KEY_HEADER, writeEdgeKey(told));
      }
    }
    next();
  };
}

/** With the request that is being answered. */
const including = (month: MonthOfKey): MonthOfKey => ({ ...month, used: month.used + 1 });

/** Says what is left of the month of a key. @throws Refusal (into next) 429 when nothing is. */
export const monthlyQuota: RequestHandler = (_, res, next) => {
  const key = keyOf(res);
  if (key === null) {
    next();
    return;
  }
  const { month } = key;
  const isUsedUp = month.used >= month.limit;
  const headers = quotaHeaders(isUsedUp ? month : including(month));
  if (isUsedUp) {
    const detail = 'The requests of this key for the month are used up.';
    throw new Refusal(429, 'quota_used_up', detail, {
      ...Object.fromEntries(headers),
      'Retry-After': String(month.resetSeconds)
    });
  }
  for (const [name, value] of headers) res.setHeader(name, value);
  next();
};

/** @throws Refusal (into next) 401 for a key that was presented and is none that may be used */
export const refuseWrongKey: RequestHandler = (req, res, next) => {
  if (!isAdmin(req.path) && sentKey(req.headers) !== null && keyOf(res) === null) {
    throw new Refusal(401, 'invalid_key', 'There is no such key, or it has expired or was revoked.', CHALLENGE);
  }
  next();
};

/** @throws Refusal 403 when the key does not have the scope */
export function requireScope(res: ServerResponse, { scope }: Pick<Endpoint, 'scope'>): void {
  const key = keyOf(res);
  if (key === null || scope === null || key.scopes.includes(scope)) return;
  throw new Refusal(403, 'insufficient_scope', `This needs a key with the scope ${scope}.`);
}

/**
 * In front of a route: a key with its scope, or, where everybody needs a credential, the administrator's. What of a public route is
 * for operators is for no key.
 */
export function keyGate(
  endpoint: Pick<Endpoint, 'auth' | 'scope' | 'isForOperators'>,
  admin: RequestHandler
): RequestHandler {
  return (req, res, next) => {
    requireScope(res, endpoint);
    const key = keyOf(res);
    const isForOperators = endpoint.isForOperators?.(queryOf(req.originalUrl)) === true;
    if (isForOperators && key !== null)
      throw new Refusal(403, 'operators_only', 'What this asks for is for operators.');
    if (isForOperators || (endpoint.auth === 'key' && key === null)) void admin(req, res, next);
    else next();
  };
}

const queryOf = (url: string) => new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?') + 1) : '');
