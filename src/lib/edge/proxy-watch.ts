/**
 * Notices from requests that TRUST_PROXY does not fit what is in front of the web port, and says each notice once.
 *
 * A header alone proves no proxy: every client may send one, and forward proxies of offices do. It counts when it comes from
 * a machine near us, where proxies are and visitors are not, or when one far peer speaks for several clients.
 */
import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIPv6 } from 'node:net';
import { clientAddress } from './client-address.ts';

export interface ProxyNotice {
  code: 'proxy_not_trusted' | 'proxy_header_unread' | 'trust_proxy_too_large' | 'trust_proxy_too_small';
  /** By which it was noticed. */
  header: (typeof clientHeaders)[number];
}

/** In which the API is told; of clients' requests it is taken away. */
export const NOTICE_HEADER = 'x-edge-notice';

/** With which proxies say who asks; the first one that is there decides. */
const clientHeaders = [
  ...(['x-forwarded-for', 'forwarded', 'x-real-ip', 'cf-connecting-ip', 'true-client-ip'] as const),
  ...(['x-client-ip', 'fly-client-ip', 'x-cluster-client-ip', 'x-forwarded-proto'] as const)
];

interface Request {
  headers: IncomingHttpHeaders;
  socket: { remoteAddress?: string | undefined };
}

/** Clients of one far peer that make it a proxy. */
const SEVERAL = 3;
const MAX_PEERS = 100;

const near = new BlockList();
for (const [network, bits] of [
  ...([
    ['10.0.0.0', 8],
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
    ['127.0.0.0', 8]
  ] as const),
  ...([
    ['169.254.0.0', 16],
    ['100.64.0.0', 10]
  ] as const)
]) {
  near.addSubnet(network, bits);
}
for (const [network, bits] of [
  ['fc00::', 7],
  ['fe80::', 10],
  ['::1', 128]
] as const)
  near.addSubnet(network, bits, 'ipv6');

/** `onNotice` rejects: it was not heard, and is tried again with the next request. */
export function createProxyWatch(trustProxy: number, onNotice: (notice: ProxyNotice) => Promise<void>) {
  const told = new Set<ProxyNotice['code']>();
  const clientsOf = new Map<string, Set<string>>();

  /** Whether a header of this peer can be a proxy's. */
  function isProxy(peer: string, claim: string): boolean {
    if (isNear(peer)) return true;
    const clients = clientsOf.get(peer) ?? new Set();
    if (clientsOf.size < MAX_PEERS) clientsOf.set(peer, clients);
    if (!isNear(claim)) clients.add(claim);
    return clients.size >= SEVERAL;
  }

  return function look({ headers, socket }: Request): void {
    const header = clientHeaders.find((name) => headers[name] !== undefined);
    if (header === undefined) return;
    const notice = noticeOf({ headers, socket, header });
    if (notice === null || told.has(notice.code)) return;
    const claim = clientAddress(undefined, String(headers[header]).split(',')[0], 1);
    if (!isProxy(clientAddress(socket.remoteAddress, undefined, 0), claim)) return;
    told.add(notice.code);
    onNotice(notice).catch(() => told.delete(notice.code));
  };

  function noticeOf({ headers, socket, header }: Request & Pick<ProxyNotice, 'header'>): ProxyNotice | null {
    if (trustProxy === 0) return { code: 'proxy_not_trusted', header };
    if (header !== 'x-forwarded-for') {
      return header === 'x-forwarded-proto' ? null : { code: 'proxy_header_unread', header };
    }
    const list = String(headers[header]);
    const hops = list.split(',').map((hop) => clientAddress(undefined, hop, 1));
    if (hops.length < trustProxy) return { code: 'trust_proxy_too_large', header };
    const chosen = clientAddress(socket.remoteAddress, list, trustProxy);
    const isBehind = isNear(chosen) && hops.slice(0, hops.length - trustProxy).some((hop) => !isNear(hop));
    return isBehind ? { code: 'trust_proxy_too_small', header } : null;
  }
}

function isNear(address: string): boolean {
  return address === '0.0.0.0' || near.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
