/**
 * Tickets for what not everybody may be told: for those who cannot send a header, as a browser opening a feed. Each is good
 * for a minute and for one use. Signed, so that any process of the installation takes one; that it was used only the
 * process that took it remembers. It says who it was given to, which decides what its bearer is shown.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Holder } from './sight.ts';

const TICKET_SECONDS = 60;
const MAX_USED = 100_000;
/** Time, random text, the id of a key or nothing, signature. */
const FORM = /^((\d{1,12})\.[\w-]{22}\.([\w-]{0,64}))\.([\w-]{43})$/;

export interface Tickets {
  issue(holder: Holder): { ticket: string; expiresAt: number };
  /** Whose ticket it is, which is used from now on; null: it is none, is over, or was used before. */
  use(ticket: string): Holder | null;
}

/** `now`: unix seconds. */
export function createTickets(secret: string, now: () => number): Tickets {
  const key = createHmac('sha256', secret).update('fluxtracker live ticket 2').digest();
  const used = new LRUCache<string, true>({ max: MAX_USED });
  const sign = (text: string) => createHmac('sha256', key).update(text).digest();
  return {
    issue({ key: of }) {
      const expiresAt = now() + TICKET_SECONDS;
      const text = `${expiresAt}.${randomBytes(16).toString('base64url')}.${of ?? ''}`;
      return { ticket: `${text}.${sign(text).toString('base64url')}`, expiresAt };
    },
    use(ticket) {
      const [, text = '', expiry = '', of = '', given = ''] = FORM.exec(ticket) ?? [];
      const signature = Buffer.from(given, 'base64url');
      const expected = sign(text);
      if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return null;
      if (Number(expiry) <= now() || used.has(text)) return null;
      used.set(text, true);
      return { key: of === '' ? null : of };
    }
  };
}
