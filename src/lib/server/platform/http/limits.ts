/**
 * How often a client may ask: a limit for the public API, a lock-out for wrong credentials, a share of what is recorded.
 *
 * Minutes are measured with a monotonic clock: one that is set back keeps nobody out, one that is set forward lets nobody in.
 * IPv6 clients count by their /56, the smallest block that a visitor usually has. Probes of liveness and readiness are
 * never limited: a busy minute must not look like a dead container. What the edge has counted is not counted again.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';
import { LRUCache } from 'lru-cache';
import { live, ready } from '../../../contract/health/health.ts';
import { WINDOW_MS, type ClientCounts } from '../../../link/client-counts.ts';
import { recordEvents } from '../../../contract/usage/usage.ts';
import { clientKey, countKeyOf } from '../../../link/client-key.ts';
import { rateLimitHeaders, type Counted } from '../../../link/kept-headers.ts';
import { keyOf } from './auth/api-key.ts';
import { sendProblem } from './problems.ts';
import { visitorOf } from './visitor.ts';

const WINDOW_SECONDS = WINDOW_MS / 1_000;

/**
 * Paths that the public limit does not apply to, and the beginning of others. Metering has a bound of its own: how many events
 * wait to be stored.
 */
export const unlimited = { paths: [live.path, ready.path, recordEvents.path] as string[], below: '/api/admin' };

/**
 * `perMinute`: of an address; 0 = no limit. A key has the limit of its plan instead, also where addresses have none. The headers are
 * those of draft-ietf-httpapi-ratelimit-headers-06.
 */
export function publicLimit(perMinute: number, counts: ClientCounts): RequestHandler {
  const paths = new Set(unlimited.paths);
  return (req, res, next) => {
    const limit = keyOf(res)?.plan.perMinute ?? perMinute;
    if (limit === 0 || paths.has(req.path) || req.path.startsWith(unlimited.below)) {
      next();
      return;
    }
    const { used, resetSeconds } = countedOf(req, res, counts);
    for (const [name, value] of rateLimitHeaders(limit, { used, resetSeconds })) res.setHeader(name, value);
    if (used <= limit) {
      next();
      return;
    }
    const detail = `More than ${limit} requests in a minute.`;
    const headers = { 'Retry-After': String(resetSeconds) };
    sendProblem(req, res, { status: 429, code: 'rate_limited', detail, headers });
  };
}

function countedOf(req: IncomingMessage, res: ServerResponse, counts: ClientCounts): Counted {
  const { client, edge } = visitorOf(req, res);
  if (edge?.counted) return edge.counted;
  const key = keyOf(res);
  const { used, resetMs } = counts.claim(key === null ? clientKey(client) : countKeyOf(key.id));
  return { used, resetSeconds: Math.ceil(resetMs / 1_000) };
}

export interface Lockout {
  /** Seconds until the client may try again; 0 = now. */
  lockedFor(client: string): number;
  fail(client: string): void;
}

const MAX_FAILURES = 10;
/** Those seen longest ago are forgotten first. */
const MAX_CLIENTS = 10_000;

/** `elapsed`: seconds, monotonic. */
export function createLockout(elapsed: () => number): Lockout {
  const failures = createCounts(elapsed);
  return {
    lockedFor(client) {
      const known = failures.of(client);
      if (known === null || known.count < MAX_FAILURES) return 0;
      return Math.ceil(known.since + WINDOW_SECONDS - elapsed());
    },
    fail: (client) => void failures.add(client)
  };
}

/** Counts one more, and says whether it is within the share of its minute. */
export type Share = (client: string) => 'within' | 'first beyond' | 'beyond';

/** Whoever is beyond their own share takes nothing of that of all together. */
export function createShare(elapsed: () => number, { perClient, inAll }: { perClient: number; inAll: number }): Share {
  const clients = createCounts(elapsed);
  const everybody = createCounts(elapsed);
  return (client) => {
    const own = clients.add(client) - perClient;
    const beyond = own > 0 ? own : everybody.add('') - inAll;
    if (beyond <= 0) return 'within';
    return beyond === 1 ? 'first beyond' : 'beyond';
  };
}

interface Counts {
  /** null: none in this minute. */
  of(client: string): { since: number; count: number } | null;
  /** How many it makes. */
  add(client: string): number;
}

/** Per client in its minute, which begins with the first. */
function createCounts(elapsed: () => number): Counts {
  const counts = new LRUCache<string, { since: number; count: number }>({ max: MAX_CLIENTS });
  const recent = (client: string) => {
    const entry = counts.get(clientKey(client));
    return entry !== undefined && elapsed() < entry.since + WINDOW_SECONDS ? entry : null;
  };
  return {
    of: recent,
    add(client) {
      const known = recent(client);
      if (known !== null) return ++known.count;
      counts.set(clientKey(client), { since: elapsed(), count: 1 });
      return 1;
    }
  };
}
