/**
 * The administrator's credentials: the token itself, or a session cookie signed with a key that is derived from it.
 *
 * A cookie is `expiry.id.signature`; it holds no secret and cannot be made without the token. Comparisons take the same
 * time whatever is given. A session that was ended is refused by this process for the rest of its life.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { SESSION_COOKIE } from '../../../../contract/admin/admin.ts';

const SESSION_SECONDS = 12 * 3_600;
const MAX_ENDED = 10_000;

export interface Session {
  id: string;
  /** Unix seconds. */
  expiresAt: number;
}

/** wrong = somebody guesses; expired = it was right once. */
export type Verdict = { kind: 'valid'; session: Session } | { kind: 'expired' } | { kind: 'wrong' };

export interface Credentials {
  isToken(text: string): boolean;
  open(): { session: Session; cookie: string };
  check(cookie: string): Verdict;
  end(session: Session): void;
}

export function createCredentials(token: string, now: () => number): Credentials {
  const key = createHmac('sha256', token).update('fluxtracker session 1').digest();
  const ended = new LRUCache<string, true>({ max: MAX_ENDED });
  const sign = (text: string) => createHmac('sha256', key).update(text).digest('base64url');
  return {
    isToken: (text) => isSame(text, token),
    open() {
      const session = { id: randomBytes(12).toString('base64url'), expiresAt: now() + SESSION_SECONDS };
      const text = `${session.expiresAt}.${session.id}`;
      return { session, cookie: `${text}.${sign(text)}` };
    },
    check(cookie) {
      const [, text = '', expiry = '', id = '', signature = ''] =
        /^((\d{1,12})\.([\w-]{1,40}))\.([\w-]{1,100})$/.exec(cookie) ?? [];
      if (!isSame(signature, sign(text))) return { kind: 'wrong' };
      const session = { id, expiresAt: Number(expiry) };
      const isOver = session.expiresAt <= now() || ended.has(id);
      return isOver ? { kind: 'expired' } : { kind: 'valid', session };
    },
    end: ({ id }) => void ended.set(id, true)
  };
}

/** Hashed first, so that neither content nor length shows in the time it takes. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

export function cookieOf(header: string | undefined): string | null {
  for (const part of (header ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name === SESSION_COOKIE && value !== undefined && value !== '') return value;
  }
  return null;
}

export function setCookie(value: string, { maxAge, isSecure }: { maxAge: number; isSecure: boolean }): string {
  const attributes = ['Path=/', 'HttpOnly', 'SameSite=Strict', `Max-Age=${maxAge}`, ...(isSecure ? ['Secure'] : [])];
  return [`${SESSION_COOKIE}=${value}`, ...attributes].join('; ');
}
