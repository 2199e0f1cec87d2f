/**
 * The API's end of the connection that an edge keeps open (see link/messages.ts), so that kept answers can leave from the
 * edge: it is told at once when they no longer hold, and tells what it counted and answered.
 *
 * It is taken from this machine only, outside /api/ and as an upgrade, so that no visitor can reach it. Every edge is told what
 * the others and this process counted; one that comes back is told everything.
 */
import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { ClientCounts, CountedMore } from '../../../link/client-counts.ts';
import { writeKeep } from '../../../link/kept-headers.ts';
import {
  HEARTBEAT_MS,
  LINK_PATH,
  LINK_PROTOCOL,
  readMessages,
  writeMessage,
  type FromApi,
  type FromEdge
} from '../../../link/messages.ts';
import { createOutbox } from '../../../link/outbox.ts';
import type { DataVersion } from './data-version.ts';
import type { EdgeLink, HttpMetrics } from './deps.ts';
import { unlimited } from './limits.ts';
import { isLocal } from './visitor.ts';

interface EdgeLinkOptions {
  version: DataVersion;
  counts: ClientCounts;
  rateLimitPerMinute: number;
  metrics: HttpMetrics;
}

export function createEdgeLink({ version, counts, rateLimitPerMinute, metrics }: EdgeLinkOptions): EdgeLink {
  const links = new Set<Duplex>();
  const keyed: ((key: string, answered: { route: string; count: number }) => void)[] = [];
  /** Of another process with the same number of changes nothing holds. */
  const process = randomBytes(6).toString('hex');
  const current = () => `${process}.${version.current()}`;
  const tellAll = (message: FromApi, except?: Duplex) => {
    for (const link of links) if (link !== except) writeMessage(link, message);
  };

  const claims = new Map<string, number>();
  const tellClaims = () => {
    if (claims.size === 0) return;
    tellAll({ counts: [...claims].map(([key, more]): CountedMore => [key, more, counts.ageOf(key)]) });
    claims.clear();
  };
  const outbox = createOutbox(tellClaims);
  counts.onClaim((key) => {
    if (links.size === 0) return;
    claims.set(key, (claims.get(key) ?? 0) + 1);
    outbox.due({ isUrgent: true });
  });
  version.onGrow(() => tellAll({ version: current() }));
  const heartbeat = setInterval(() => tellAll({}), HEARTBEAT_MS).unref();

  function take({ counts: counted, answers }: FromEdge, from: Duplex): void {
    if (counted !== undefined) {
      counts.add(counted);
      if (links.size > 1) tellAll({ counts: counted }, from);
    }
    for (const [method, route, status, count, seconds, key] of answers ?? []) {
      if (key !== null) for (const listener of keyed) listener(key, { route, count });
      metrics.answered({ method, route, status, seconds: seconds / count, count });
    }
  }

  return {
    isFor: ({ url, headers, socket }) =>
      url === LINK_PATH && headers.upgrade === LINK_PROTOCOL && isLocal(socket.remoteAddress),
    accept(socket) {
      socket.on('error', () => socket.destroy());
      socket.once('close', () => links.delete(socket));
      socket.write(`HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ${LINK_PROTOCOL}\r\n\r\n`);
      tellClaims();
      const { paths, below } = unlimited;
      writeMessage(socket, {
        hello: { limit: rateLimitPerMinute, unlimited: paths, unlimitedBelow: below },
        version: current(),
        counts: counts.all()
      });
      links.add(socket);
      readMessages(socket, (message) => take(message, socket));
    },
    onKeyed: (listener) => void keyed.push(listener),
    keepHeader: (kept) => writeKeep({ ...kept, version: current() }),
    close() {
      clearInterval(heartbeat);
      outbox.stop();
      for (const link of links) link.destroy();
    }
  };
}
