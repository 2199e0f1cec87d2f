/**
 * Where the API listens: at the configured address, and at loopback besides where that address does not include it. The
 * edge asks over loopback whatever is configured, because only there it is believed who a visitor is.
 */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import type { EdgeLink } from './deps.ts';
import { createDrain } from './drain.ts';

const LOOPBACK = '127.0.0.1';

/** What takes some upgrades over. */
export interface UpgradeTarget {
  isFor: (req: Pick<IncomingMessage, 'url'>) => boolean;
  accept: (req: IncomingMessage, socket: Duplex, head: Buffer) => void;
}

export interface ListenOptions {
  host: string;
  port: number;
  /** Once every listener listens: their addresses. */
  onListening: (addresses: string[]) => void;
  onError: (error: Error) => void;
  /** The connection that the edge keeps; upgrades that are for nobody are ordinary requests. */
  edge?: EdgeLink;
  /** WebSockets of visitors. */
  sockets?: UpgradeTarget;
}

/** Answers the function that drains them all. */
export function openListeners(
  app: RequestListener,
  { host, port, onListening, onError, edge, sockets }: ListenOptions
): (withinMs: number) => Promise<void> {
  const drains: ((withinMs: number) => Promise<void>)[] = [];
  const open = (at: string, then: (address: string) => void): void => {
    const isFor = (req: IncomingMessage) => edge?.isFor(req) === true || sockets?.isFor(req) === true;
    const server = createServer({ shouldUpgradeCallback: isFor }, app);
    server.on('upgrade', (req, socket: Duplex, head: Buffer) => {
      if (edge?.isFor(req) === true) edge.accept(socket);
      else sockets?.accept(req, socket, head);
    });
    drains.push(createDrain(server, () => edge?.close()));
    server.once('error', onError);
    server.listen(port, at, () => {
      const address = server.address();
      then(typeof address === 'object' && address !== null ? address.address : at);
    });
  };
  open(host, (address) => {
    if (includesLoopback(host, address)) onListening([address]);
    else open(LOOPBACK, (second) => onListening([address, second]));
  });
  return async (withinMs) => {
    await Promise.all(drains.map((drain) => drain(withinMs)));
  };
}

/** A name is judged by the address that it stands for. */
function includesLoopback(host: string, address: string): boolean {
  if (address === LOOPBACK || address === '0.0.0.0' || address === '::') return true;
  // The edge goes to these as they are written.
  return host === 'localhost' || (isIP(host) !== 0 && (host === '::1' || host.startsWith('127.')));
}
