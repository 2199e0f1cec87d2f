/**
 * Under which protocol and host a visitor reached us, which is what cookies, redirects and same-origin checks stand on.
 *
 * A configured ORIGIN decides. Otherwise Host and the socket's protocol, so that `http://ip:37000` works as it is;
 * `X-Forwarded-Proto` and `-Host` count only when proxies in front are trusted.
 */
import type { IncomingHttpHeaders } from 'node:http';

export interface PublicOrigin {
  protocol: 'http' | 'https';
  host: string;
}

interface Settings {
  origin: string | null;
  trustProxy: number;
}

export function publicOrigin(
  headers: IncomingHttpHeaders,
  isEncrypted: boolean,
  { origin, trustProxy }: Settings
): PublicOrigin {
  if (origin !== null) {
    const { protocol, host } = new URL(origin);
    return { protocol: protocol === 'https:' ? 'https' : 'http', host };
  }
  const protocol = trustProxy > 0 ? forwarded(headers['x-forwarded-proto'], trustProxy) : undefined;
  const host = trustProxy > 0 ? forwarded(headers['x-forwarded-host'], trustProxy) : undefined;
  return {
    protocol: protocol === 'https' || (protocol !== 'http' && isEncrypted) ? 'https' : 'http',
    host: [host, headers.host].find(isHost) ?? 'localhost'
  };
}

/** The value that the outermost trusted proxy wrote; a proxy that overwrites instead of appending leaves one value. */
function forwarded(header: string | string[] | undefined, trustProxy: number): string | undefined {
  const values = String(header ?? '').split(',');
  return values[Math.max(0, values.length - trustProxy)]?.trim();
}

function isHost(text: string | undefined): text is string {
  return text !== undefined && /^([a-z0-9._-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i.test(text);
}
