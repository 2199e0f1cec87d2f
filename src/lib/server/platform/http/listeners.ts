/**
 * Where the API listens: at the configured address, and at loopback besides where that address does not include it. The
 * edge asks over loopback whatever is configured, because only there it is believed who a visitor is.
 */
import { createServer, type RequestListener } from 'node:http';
import { isIP } from 'node:net';
import type { EdgeLink } from './deps.ts';
import { createDrain } from './drain.ts';

const LOOPBACK = '127.0.0.1';

export interface ListenOptions {
  host: string;
  port: number;
  /** Once every listener listens: their addresses. */
  onListening: (addresses: string[]) => void;
  onError: (error: Error) => void;
  /** The connection that the edge keeps; other upgrades are ordinary requests. */
  edge?: EdgeLink;
}

/** Answers the function that drains them all. */
export function openListeners(
  app: RequestListener,
  { host, port, onListening, onError, edge }: ListenOptions
): (withinMs: number) => Promise<void> {
  const drains: ((withinMs: number) => Promise<void>)[] = [];
  const open = (at: string, then: (address: string) => void): void => {
    const server = createServer({ shouldUpgradeCallback: (req) => edge?.isFor(req) ?? false }, app);
    server.on('upgrade', (_, socket) => edge?.accept(socket));
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
