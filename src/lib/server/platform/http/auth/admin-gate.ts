/**
 * In front of everything below /api/admin: nothing of a request is looked at before its credential.
 *
 * The token comes as a bearer, from anywhere; the session cookie only from our own pages, since a browser sends it along
 * for others too. Wrong credentials lock their client out; none, or an expired one, do not.
 */
import type { IncomingMessage } from 'node:http';
import type { RequestHandler, Response } from 'express';
import { createLockout } from '../limits.ts';
import { Refusal } from '../problems.ts';
import { cookieOf, type Credentials, type Session } from './session.ts';
import { visitorOf, type Visitor } from '../visitor.ts';

export interface Actor {
  /** As the audit log names it. */
  name: string;
  /** null: by token. */
  session: Session | null;
}

const actors = new WeakMap<object, Actor>();
const guesses = new WeakSet<object>();

/** Who was let through; null for a call that was refused at the gate. */
export function actorOf(res: Response): Actor | null {
  return actors.get(res) ?? null;
}

/** Whether a call was refused for a credential that is none of ours. */
export function isGuess(res: Response): boolean {
  return guesses.has(res);
}

/** @throws Refusal (into next): 401 without a valid credential, 403 for a foreign page, 429 while locked out */
export function adminGate(credentials: Credentials, elapsed: () => number): RequestHandler {
  const lockout = createLockout(elapsed);
  return (req, res, next) => {
    const visitor = visitorOf(req, res);
    const seconds = lockout.lockedFor(visitor.client);
    if (seconds > 0) {
      const detail = 'Too many wrong credentials; locked out for a while.';
      throw new Refusal(429, 'locked_out', detail, { 'Retry-After': String(seconds) });
    }
    const found = identify(req, credentials);
    if (found === 'wrong') {
      lockout.fail(visitor.client);
      guesses.add(res);
    }
    if (found === 'wrong' || found === 'none') {
      const detail = 'This needs the admin token as a bearer, or the session of a signed-in administrator.';
      throw new Refusal(401, 'unauthorized', detail, { 'WWW-Authenticate': 'Bearer realm="fluxtracker"' });
    }
    if (found.session !== null && !isFromOurPages(req, visitor)) {
      throw new Refusal(403, 'foreign_origin', 'A session may be used from our own pages only.');
    }
    actors.set(res, found);
    next();
  };
}

function identify({ headers }: IncomingMessage, credentials: Credentials): Actor | 'none' | 'wrong' {
  if (headers.authorization !== undefined) {
    const [, token = ''] = /^Bearer +(.+?)\s*$/i.exec(headers.authorization) ?? [];
    return credentials.isToken(token) ? { name: 'token', session: null } : 'wrong';
  }
  const cookie = cookieOf(headers.cookie);
  if (cookie === null) return 'none';
  const verdict = credentials.check(cookie);
  if (verdict.kind !== 'valid') return verdict.kind === 'wrong' ? 'wrong' : 'none';
  return { name: `session ${verdict.session.id.slice(0, 8)}`, session: verdict.session };
}

/**
 * Browsers say where a request comes from. One that does not say may read, as plain clients and bookmarks do, but is not
 * believed when it changes something.
 */
function isFromOurPages({ method, headers }: IncomingMessage, { origin }: Visitor): boolean {
  const isReading = method === 'GET' || method === 'HEAD';
  const site = headers['sec-fetch-site'];
  const isForeign = site !== undefined && site !== 'same-origin' && !(isReading && site === 'none');
  if (isForeign) return false;
  return headers.origin === undefined ? isReading || site === 'same-origin' : headers.origin === origin;
}
