/**
 * The newest events as they come: one reader of the log per process, whoever listens.
 *
 * It reads by cursor, so it tells what other processes append too: at once after an append of this process, else once a
 * second, and not at all while nobody listens. Each event is prepared once for all listeners. When the log has begun anew
 * every listener is told so and left.
 */
import type { Logger } from 'pino';
import type { ToldEvent } from '../../../contract/events/log.ts';
import { eventTypes } from '../../../contract/events/types.ts';
import type { EventRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';
import { isWithinLog, readHead, toldEvent } from './log.ts';

/** An event, ready to be sent. */
export interface FedEvent {
  event: ToldEvent;
  /** Its topic, and what else it can be listened to by. */
  topics: readonly string[];
  /** JSON of `event`. */
  json: string;
}

export interface Listener {
  /** In the order of the log. What is kept follows as fast as this resolves; what comes is not held up by it. */
  onEvents: (events: readonly FedEvent[]) => Promise<void> | void;
  /** The log has begun anew, or cannot be followed. */
  onResync: () => void;
}

export interface Feed {
  /**
   * Gives a listener everything after `after` (null: from now on), first what is kept, then what comes. Resolves with the
   * cursor that it begins with, or null: what follows is no longer kept. Throws StoreError.
   */
  follow(after: number | null, listener: Listener, signal: AbortSignal): Promise<number | null>;
  /** Whether nothing is missing after a cursor. Throws StoreError. */
  reachesBack(after: number): Promise<boolean>;
  /** Something was appended. */
  nudge(): void;
  close(): void;
}

const POLL_MS = 1_000;
const PAGE = 100;
/** More listeners than this wait a moment, so that events that come together are sent to each in one piece. */
const FEW = 100;
const GATHER_MS = 40;

interface FeedOptions {
  store: Store;
  log: Logger;
  pollMs?: number;
  /** What everybody may see has changed, here or by another process: before anybody is told. */
  onNews?: () => void;
}

export function createFeed({ store, log, pollMs = POLL_MS, onNews }: FeedOptions): Feed {
  /** Each with the cursor that it has joined with. */
  const listeners = new Map<Listener, number>();
  /** All up to here was told to the listeners; null while there are none. */
  let position: number | null = null;
  let timer: NodeJS.Timeout | null = null;
  /** When the timer is due, ms of the monotonic clock. */
  let dueAt = 0;
  let isPolling = false;
  let isOwed = false;
  let isClosed = false;

  /** Reads on after so long at the latest. */
  const plan = (waitMs: number): void => {
    if (isClosed || listeners.size === 0) return;
    const at = performance.now() + waitMs;
    if (timer !== null && dueAt <= at) return;
    if (timer !== null) clearTimeout(timer);
    dueAt = at;
    timer = setTimeout(poll, waitMs);
  };

  const dropAll = (): void => {
    const dropped = [...listeners.keys()];
    listeners.clear();
    position = null;
    for (const { onResync } of dropped) onResync();
  };

  /** null: they are no longer kept. */
  const nextRows = async (after: number): Promise<EventRow[] | null> => {
    const rows = await store.query('events_after', { after, limit: PAGE });
    // A number that is left out: the log has begun anew, or was pruned past us.
    const isWhole = rows[0]?.seq === after + 1 || isWithinLog(after, await readHead(store));
    return isWhole ? rows : null;
  };

  const readOn = async (): Promise<void> => {
    for (let isMore = true; isMore && position !== null;) {
      const after = position;
      const rows = await nextRows(after);
      // Everybody has left meanwhile, and perhaps somebody else has come.
      if (position !== after) return;
      if (rows === null) {
        dropAll();
        return;
      }
      position = rows.at(-1)?.seq ?? after;
      const events = rows.map(prepared);
      if (events.some(({ event }) => eventTypes.get(event.type)?.topic !== 'deliveries')) onNews?.();
      for (const [{ onEvents }, from] of [...listeners]) {
        const news = from <= after ? events : events.filter(({ event }) => event.seq > from);
        if (news.length > 0) void onEvents(news);
      }
      isMore = rows.length === PAGE;
    }
  };

  const poll = (): void => {
    timer = null;
    if (isPolling) {
      isOwed = true;
      return;
    }
    isPolling = true;
    isOwed = false;
    readOn()
      .catch((err: unknown) => log.warn({ err }, 'events not read'))
      .finally(() => {
        isPolling = false;
        plan(isOwed ? 0 : pollMs);
      });
  };

  const join = (at: number, listener: Listener, signal: AbortSignal): void => {
    position ??= at;
    listeners.set(listener, at);
    signal.addEventListener('abort', () => leave(listener), { once: true });
    plan(0);
  };
  const leave = (listener: Listener): void => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    position = null;
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };

  return {
    async follow(after, listener, signal) {
      const head = await readHead(store);
      const begin = after ?? head.newest;
      if (!isWithinLog(begin, head)) return null;
      signal.throwIfAborted();
      // What is kept follows once the caller has taken the cursor.
      setImmediate(() => {
        catchUp(begin).catch((err: unknown) => {
          log.warn({ err }, 'events not read');
          listener.onResync();
        });
      });
      return begin;

      async function catchUp(from: number): Promise<void> {
        const isOver = () => signal.aborted || isClosed;
        for (let at = from; !isOver();) {
          // Nothing is awaited between this look and the joining: no event comes between.
          if (position === null || position <= at) {
            join(at, listener, signal);
            return;
          }
          const rows = await nextRows(at);
          if (rows === null) {
            listener.onResync();
            return;
          }
          if (rows.length > 0 && !isOver()) await listener.onEvents(rows.map(prepared));
          at = rows.at(-1)?.seq ?? at;
        }
      }
    },
    reachesBack: async (after) => isWithinLog(after, await readHead(store)),
    nudge() {
      plan(listeners.size > FEW ? GATHER_MS : 0);
    },
    close() {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
      listeners.clear();
    }
  };
}

function prepared(row: EventRow): FedEvent {
  const event = toldEvent(row);
  const type = eventTypes.get(event.type);
  // Written by a later version: it is told to whoever listens to nothing in particular.
  const topics = type === undefined ? [] : [type.topic, ...concernsOf(type, event)];
  return { event, topics, json: JSON.stringify(event) };
}

function concernsOf(type: NonNullable<ReturnType<typeof eventTypes.get>>, { data }: ToldEvent): string[] {
  return type.concerns?.(data) ?? [];
}
