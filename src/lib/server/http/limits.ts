/**
 * How often a client may ask: a limit for the public API, a lock-out for wrong credentials, a share of what is recorded.
 *
 * Minutes are measured with a monotonic clock: one that is set back keeps nobody out, one that is set forward lets nobody in.
 * IPv6 clients count by their /56, the smallest block that a visitor usually has. Probes of liveness and readiness are
 * never limited: a busy minute must not look like a dead container.
 */
import type { RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit, type Store } from 'express-rate-limit';
import { LRUCache } from 'lru-cache';
import { live, ready } from '../../contract/health.ts';
import { sendProblem } from './problems.ts';
import { visitorOf } from './visitor.ts';

const WINDOW_SECONDS = 60;
/** Those seen longest ago are forgotten first. */
const MAX_CLIENTS = 10_000;
const MAX_VISITORS = 100_000;
const unlimited = new Set<string>([live.path, ready.path]);

/** null = no limit. */
export function publicLimit(perMinute: number, elapsed: () => number): RequestHandler | null {
  if (perMinute === 0) return null;
  const limit = rateLimit({
    windowMs: WINDOW_SECONDS * 1_000,
    store: storeOf(createCounts(elapsed, MAX_VISITORS), elapsed),
    limit: perMinute,
    standardHeaders: 'draft-6',
    legacyHeaders: false,
    validate: false,
    keyGenerator: (req, res) => ipKeyGenerator(visitorOf(req, res).client),
    skip: (req) => unlimited.has(req.path) || req.path.startsWith('/api/admin'),
    handler: (req, res) => {
      const detail = `More than ${perMinute} requests in a minute.`;
      sendProblem(req, res, { status: 429, code: 'rate_limited', detail });
    }
  });
  return (req, res, next) => void limit(req, res, next);
}

export interface Lockout {
  /** Seconds until the client may try again; 0 = now. */
  lockedFor(client: string): number;
  fail(client: string): void;
}

const MAX_FAILURES = 10;

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

/** The package's own store goes by the wall clock: set back, it would refuse a client for as long as that. */
function storeOf(counts: Counts, elapsed: () => number): Store {
  return {
    increment(key) {
      const totalHits = counts.add(key);
      const since = counts.of(key)?.since ?? elapsed();
      // The package takes the clock's time off again: what is told are the seconds that are left.
      const resetTime = new Date(Date.now() + (since + WINDOW_SECONDS - elapsed()) * 1_000);
      return { totalHits, resetTime };
    },
    decrement: (key) => counts.takeBack(key),
    resetKey: (key) => counts.forget(key)
  };
}

interface Counts {
  /** null: none in this minute. */
  of(client: string): { since: number; count: number } | null;
  /** How many it makes. */
  add(client: string): number;
  takeBack(client: string): void;
  forget(client: string): void;
}

/** Per client in its minute, which begins with the first. */
function createCounts(elapsed: () => number, max = MAX_CLIENTS): Counts {
  const counts = new LRUCache<string, { since: number; count: number }>({ max });
  const recent = (client: string) => {
    const entry = counts.get(ipKeyGenerator(client));
    return entry !== undefined && elapsed() < entry.since + WINDOW_SECONDS ? entry : null;
  };
  return {
    of: recent,
    add(client) {
      const known = recent(client);
      if (known !== null) return ++known.count;
      counts.set(ipKeyGenerator(client), { since: elapsed(), count: 1 });
      return 1;
    },
    takeBack(client) {
      const known = recent(client);
      if (known !== null) known.count--;
    },
    forget: (client) => void counts.delete(ipKeyGenerator(client))
  };
}
