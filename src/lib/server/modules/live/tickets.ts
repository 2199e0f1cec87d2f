/**
 * Tickets for what not everybody may be told: for those who cannot send a header, as a browser opening a feed. Each is good
 * for a minute and for one use. Signed, so that any process of the installation takes one; that it was used only the
 * process that took it remembers.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';

const TICKET_SECONDS = 60;
const MAX_USED = 100_000;

export interface Tickets {
  issue(): { ticket: string; expiresAt: number };
  /** Whether it is a ticket, and was none of those used before. It is used from now on. */
  use(ticket: string): boolean;
}

/** `now`: unix seconds. */
export function createTickets(secret: string, now: () => number): Tickets {
  const key = createHmac('sha256', secret).update('fluxtracker live ticket 1').digest();
  const used = new LRUCache<string, true>({ max: MAX_USED });
  const sign = (text: string) => createHmac('sha256', key).update(text).digest();
  return {
    issue() {
      const expiresAt = now() + TICKET_SECONDS;
      const text = `${expiresAt}.${randomBytes(16).toString('base64url')}`;
      return { ticket: `${text}.${sign(text).toString('base64url')}`, expiresAt };
    },
    use(ticket) {
      const [, text = '', expiry = '', given = ''] = /^((\d{1,12})\.[\w-]{22})\.([\w-]{43})$/.exec(ticket) ?? [];
      const signature = Buffer.from(given, 'base64url');
      const expected = sign(text);
      if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return false;
      if (Number(expiry) <= now() || used.has(text)) return false;
      used.set(text, true);
      return true;
    }
  };
}
