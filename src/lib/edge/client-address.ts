/**
 * Who a request comes from: the one address that the rate limit, the audit log and the API may believe.
 *
 * `X-Forwarded-For` is written by everybody on the way, the client included. Only the last `trustProxy` hops are our own
 * proxies, so the address is counted from the right; everything further left is hearsay and is dropped.
 */
import { isIP } from 'node:net';

/** The socket's address, or with trusted proxies the address that the outermost of them saw. */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trustProxy: number
): string {
  const own = plainAddress(socketAddress ?? '') ?? '0.0.0.0';
  if (trustProxy === 0 || !forwardedFor) return own;
  const hops = [...forwardedFor.split(','), own];
  // A shorter list than promised means a request that bypassed a proxy: its outermost hop is the best that is known.
  const wanted = Math.max(0, hops.length - 1 - trustProxy);
  for (const hop of hops.slice(wanted)) {
    const address = plainAddress(hop.trim());
    if (address !== null) return address;
  }
  return own;
}

/** Without port, brackets, zone or the IPv4-in-IPv6 prefix, so that one client is one key; null if it is no address. */
function plainAddress(text: string): string | null {
  const [, bracketed, withPort] = /^(?:\[([^\]]+)\](?::\d+)?|([\d.]+):\d+)$/.exec(text) ?? [];
  const bare = (bracketed ?? withPort ?? text).replace(/%.*$/, '').toLowerCase();
  const address = bare.startsWith('::ffff:') && bare.includes('.') ? bare.slice('::ffff:'.length) : bare;
  return isIP(address) === 0 ? null : address;
}
