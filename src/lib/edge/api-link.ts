/**
 * The edge's end of the connection to the API (see link/messages.ts), made again whenever it is lost.
 *
 * While it stands and the API was heard of a moment ago, the edge knows which answers still hold, and counts requests together
 * with the API. Otherwise it knows nothing: `state` is null, and whatever it kept is void.
 */
import { request } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ClientCounts, CountedMore } from '../link/client-counts.ts';
import {
  HEARTBEAT_MS,
  LINK_PATH,
  LINK_PROTOCOL,
  readMessages,
  writeMessage,
  type Answered,
  type FromApi
} from '../link/messages.ts';
import { createOutbox } from '../link/outbox.ts';

interface ApiState {
  /** Answers of another version do not hold. */
  version: string;
  /** Requests per client and minute; 0 = no limit. */
  limit: number;
  /** Whether the limit does not apply to a path. */
  isUnlimited: (path: string) => boolean;
}

interface ApiLink {
  /** null: the API may be away, so nothing that was kept may be used. */
  state(): ApiState | null;
  /** An answer that the edge gave, for the API's metrics. */
  note(answer: { method: string; route: string; status: number; seconds: number; key: string | null }): void;
  close(): void;
}

interface LinkOptions {
  /** Base URL of the API. */
  api: string;
  counts: ClientCounts;
  /** What was kept no longer holds. */
  onChange: () => void;
}

/** Four heartbeats missed. */
const SILENT_MS = 4 * HEARTBEAT_MS;
const RETRY_MS = 250;

export function openApiLink({ api, counts, onChange }: LinkOptions): ApiLink {
  let socket: Duplex | null = null;
  let known: ApiState | null = null;
  let heardAt = 0;
  let retry: NodeJS.Timeout | undefined;
  let isClosed = false;
  const claims = new Map<string, number>();
  const answers = new Map<string, Answered>();

  const outbox = createOutbox(() => {
    if (socket !== null) {
      writeMessage(socket, {
        ...(claims.size > 0 && {
          counts: [...claims].map(([key, more]): CountedMore => [key, more, counts.ageOf(key)])
        }),
        ...(answers.size > 0 && { answers: [...answers.values()] })
      });
    }
    claims.clear();
    answers.clear();
  });
  const stopListening = counts.onClaim((key) => {
    claims.set(key, (claims.get(key) ?? 0) + 1);
    outbox.due({ isUrgent: true });
  });

  function take({ hello, version, counts: counted }: FromApi): void {
    heardAt = performance.now();
    if (hello !== undefined && version !== undefined) {
      const { limit, unlimited, unlimitedBelow } = hello;
      const paths = new Set(unlimited);
      known = { version, limit, isUnlimited: (path) => paths.has(path) || path.startsWith(unlimitedBelow) };
    } else if (version !== undefined && known !== null) {
      known = { ...known, version };
      onChange();
    }
    if (counted !== undefined) counts.add(counted);
  }

  function lost(): void {
    if (known !== null) onChange();
    socket = null;
    known = null;
    claims.clear();
    answers.clear();
    counts.clear();
    if (!isClosed) retry = setTimeout(connect, RETRY_MS).unref();
  }

  function connect(): void {
    const headers = { connection: 'Upgrade', upgrade: LINK_PROTOCOL };
    const asked = request(api + LINK_PATH, { headers, agent: false });
    let isOver = false;
    const over = () => {
      if (isOver) return;
      isOver = true;
      lost();
    };
    asked.on('upgrade', (_, upgraded, head) => {
      socket = upgraded;
      upgraded.setNoDelay(true);
      upgraded.on('error', () => upgraded.destroy());
      upgraded.once('close', over);
      if (head.length > 0) upgraded.unshift(head);
      readMessages(upgraded, take);
      if (isClosed) upgraded.destroy();
    });
    asked.on('response', (answer) => {
      answer.resume();
      over();
    });
    asked.on('error', over);
    asked.end();
  }

  connect();
  return {
    state: () => (performance.now() - heardAt < SILENT_MS ? known : null),
    note({ method, route, status, seconds, key }) {
      const kind = `${method} ${status} ${route} ${key ?? ''}`;
      const answered = answers.get(kind);
      if (answered === undefined) answers.set(kind, [method, route, status, 1, seconds, key]);
      else {
        answered[3]++;
        answered[4] += seconds;
      }
      outbox.due({ isUrgent: false });
    },
    close() {
      isClosed = true;
      clearTimeout(retry);
      stopListening();
      outbox.stop();
      socket?.destroy();
    }
  };
}
