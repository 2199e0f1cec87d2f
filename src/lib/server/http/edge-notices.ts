/** What the edge has noticed of the proxies in front of it, told with a request of its own and kept for health. */
import type { IncomingMessage } from 'node:http';
import type { HealthProblem } from '../../contract/health.ts';
import { NOTICE_HEADER, readNotice, textOfNotice, type ProxyNotice } from '../../domain/proxy-notice.ts';

export interface EdgeNotices {
  hear: (req: IncomingMessage) => void;
  notes: () => HealthProblem[];
}

/** Believed only from this machine, where nobody but the edge speaks to us; the first of a kind stays. */
export function createEdgeNotices(now: () => number): EdgeNotices {
  const heard = new Map<ProxyNotice['code'], HealthProblem>();
  return {
    hear({ headers, socket }) {
      const peer = socket.remoteAddress ?? '';
      const isLocal = peer === '::1' || /^(?:::ffff:)?127\./.test(peer);
      const notice = isLocal ? readNotice(headers[NOTICE_HEADER]?.toString() ?? '') : null;
      if (notice === null || heard.has(notice.code)) return;
      heard.set(notice.code, { code: notice.code, message: textOfNotice(notice), since: now() });
    },
    notes: () => [...heard.values()]
  };
}
