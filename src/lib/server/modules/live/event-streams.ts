/**
 * Server-Sent Events: one open answer per listener, fed from the log.
 *
 * A message's id is its number in the log; where somebody begins is sent as an id of its own, so that also a listener who is
 * cut before the first message comes back without a gap. Whoever reads too slowly is cut, and comes back the same way.
 */
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { FedEvent } from '../../platform/events/feed.ts';
import type { Holder, Sight } from './sight.ts';
import { isPublic } from './topics.ts';

const COMMENT_EVERY_MS = 15_000;
const MOST_UNSENT_BYTES = 1024 * 1024;
/** After which a browser comes back. */
const RETRY_MS = 2_000;

interface Asked {
  after: number | null;
  /** null: all that everybody may be told. */
  topics: ReadonlySet<string> | null;
  /** null: whoever it is. */
  holder: Holder | null;
}

export interface EventStreams {
  /** `after` null: from now on. Resolves with false, and nothing sent, when what follows is no longer kept. */
  open(res: ServerResponse, asked: Asked): Promise<boolean>;
  close(): void;
}

export function createEventStreams(sight: Sight): EventStreams {
  const open = new Set<ServerResponse>();
  const comments = setInterval(() => {
    for (const res of open) res.write(':\n\n');
  }, COMMENT_EVERY_MS).unref();

  return {
    async open(res, { after, topics, holder }) {
      const gone = new AbortController();
      res.once('close', () => {
        open.delete(res);
        gone.abort();
      });
      const isWanted = (fed: FedEvent) =>
        topics === null ? isPublic(fed) : fed.topics.some((each) => topics.has(each));
      const listener = {
        async onEvents(events: readonly FedEvent[]) {
          const text = events.filter(isWanted).map(messageOf).join('');
          const isRoom = text === '' || res.write(text);
          if (res.writableLength > MOST_UNSENT_BYTES) res.destroy();
          else if (!isRoom) await roomIn(res, gone.signal);
        },
        onResync: () => void res.end()
      };
      const begin = await sight(holder).follow(after, listener, gone.signal);
      if (begin === null) return false;
      res.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store, no-transform',
        'X-Accel-Buffering': 'no'
      });
      res.write(`retry: ${RETRY_MS}\nid: ${begin}\n\n`);
      open.add(res);
      return true;
    },
    close() {
      clearInterval(comments);
      for (const res of open) res.end();
    }
  };
}

/** Resolves also when the other side has gone. */
async function roomIn(res: ServerResponse, gone: AbortSignal): Promise<void> {
  await once(res, 'drain', { signal: gone }).catch(() => undefined);
}

function messageOf({ event, json }: FedEvent): string {
  return `id: ${event.seq}\ndata: ${json}\n\n`;
}
