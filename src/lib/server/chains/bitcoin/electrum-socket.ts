/** A connection to an Electrum server: plain, or with TLS under a certificate that nobody has signed. */
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { UpstreamError } from '../../platform/errors.ts';
import { Transient } from '../../platform/upstream/failures.ts';

export const ELECTRUM_SOURCE = 'bitcoin-electrum';
const CONNECT_MS = 5_000;

/**
 * Opens connections to one server. Servers sign their certificates themselves: the first that is met is the server's, as in
 * every wallet; another one later is refused until this process starts anew.
 */
export function createDoor(url: string): (signal: AbortSignal) => Promise<Socket> {
  const { protocol, hostname, port } = new URL(url);
  // An address in brackets is an IPv6 address without them.
  const address = { host: hostname.replaceAll(/^\[|\]$/g, ''), port: Number(port) };
  let fingerprint: string | null = null;

  return (signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const isTls = protocol === 'tls:';
      const socket = isTls ? connectTls({ ...address, rejectUnauthorized: false }) : connectPlain(address);
      const fail = (error: unknown) => {
        socket.destroy();
        reject(error instanceof Error ? error : new Transient(ELECTRUM_SOURCE, 'connection failed'));
      };
      const timer = setTimeout(() => fail(new Transient(ELECTRUM_SOURCE, 'no connection in time')), CONNECT_MS);
      const abort = () => fail(signal.reason);
      signal.addEventListener('abort', abort, { once: true });
      const onError = (cause: Error) => fail(new Transient(ELECTRUM_SOURCE, reasonOf(cause), { cause }));
      socket.once('error', onError);
      socket.once(isTls ? 'secureConnect' : 'connect', () => {
        const met = isTls ? (socket as TLSSocket).getPeerCertificate().fingerprint256 : null;
        if (fingerprint !== null && met !== fingerprint) {
          fail(new UpstreamError(ELECTRUM_SOURCE, 'the server shows another certificate than before'));
          return;
        }
        fingerprint = met;
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        socket.off('error', onError);
        socket.setNoDelay(true);
        resolve(socket);
      });
      socket.once('close', () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
        reject(new Transient(ELECTRUM_SOURCE, 'connection broke off'));
      });
    });
}

function reasonOf(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : 'network error';
  return { ECONNREFUSED: 'connection refused', ENOTFOUND: 'host name not found' }[code] ?? code;
}
