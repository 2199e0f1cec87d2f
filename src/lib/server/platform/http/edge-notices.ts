/**
 * How TRUST_PROXY does not fit the proxies in front: the edge sees it and tells it with a request of its own; here it is
 * logged once and kept for health.
 *
 * Anybody can send the headers that it is seen by. So it is a note and no problem, and of what was sent only the name of a
 * header is repeated.
 */
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { HealthProblem } from '../../../contract/health/health.ts';

const REMEDY = 'Set it to the number of proxies in front of the web port.';
const SHARED = 'all visitors share one rate limit and one lock-out';

const texts: Record<string, (header: string) => string> = {
  proxy_not_trusted: (header) =>
    `Requests arrive with ${header} while TRUST_PROXY is 0: behind a proxy ${SHARED}. ${REMEDY}`,
  proxy_header_unread: (header) =>
    `Requests arrive with ${header} and without X-Forwarded-For, the only header that TRUST_PROXY is about: ${SHARED}. Let the proxy send X-Forwarded-For.`,
  trust_proxy_too_large: () =>
    `Requests come through fewer proxies than TRUST_PROXY says: a visitor can pretend to be another. ${REMEDY}`,
  trust_proxy_too_small: () =>
    `Requests come through more proxies than TRUST_PROXY says, and the address that it leads to is that of a proxy: ${SHARED}. ${REMEDY}`
};

export interface EdgeNotices {
  hear: (req: Pick<IncomingMessage, 'headers' | 'socket'>) => void;
  notes: () => HealthProblem[];
}

/** Believed only from this machine, where nobody but the edge speaks to us; the first of a kind stays. */
export function createEdgeNotices({ now, log }: { now: () => number; log: Logger }): EdgeNotices {
  const heard = new Map<string, HealthProblem>();
  return {
    hear({ headers, socket }) {
      const peer = socket.remoteAddress ?? '';
      const isLocal = peer === '::1' || /^(?:::ffff:)?127\./.test(peer);
      const [, code = '', header = ''] =
        /^([a-z_]+) ([a-z-]{4,30})$/.exec(headers['x-edge-notice']?.toString() ?? '') ?? [];
      const text = isLocal && Object.hasOwn(texts, code) ? texts[code] : undefined;
      if (text === undefined || heard.has(code)) return;
      const message = text(header);
      log.warn({ code, header, remedy: message }, 'proxy setting doubted');
      heard.set(code, { code, message, since: now() });
    },
    notes: () => [...heard.values()]
  };
}
