/**
 * What one client of the WebSocket listens to, and what of an event it was told: each once, however it asks.
 *
 * A topic was told from where it was subscribed on. A replay goes back: what the client was told already is left out, and
 * from then on every topic counts as told from there.
 */
import type { FedEvent } from '../../platform/events/feed.ts';

interface Subscription {
  /** As the client has named it. */
  name: string;
  /** Events above this number were told. */
  from: number;
}

export interface Subscriptions {
  add(topic: string, name: string): void;
  remove(topic: string): void;
  /** All events up to here were looked at. */
  position(): number;
  /** Goes back: what follows `sinceSeq` is given to `take` again. */
  rewind(sinceSeq: number): void;
  /** The log begins anew at a number. */
  restart(at: number): void;
  /** Under which name the client is told of it; null: not at all. */
  take(fed: FedEvent): string | null;
}

export const MOST_TOPICS = 200;

export function createSubscriptions(begin: number): Subscriptions {
  const topics = new Map<string, Subscription>();
  let position = begin;
  /** During a replay: what was told before it, and up to where that matters. */
  let before: { told: ReadonlyMap<string, number>; until: number } | null = null;

  return {
    add(topic, name) {
      if (topics.size < MOST_TOPICS && !topics.has(topic)) topics.set(topic, { name, from: position });
    },
    remove: (topic) => void topics.delete(topic),
    position: () => position,
    rewind(sinceSeq) {
      const told = new Map([...topics].map(([topic, { from }]) => [topic, from]));
      before = { told, until: Math.max(position, before?.until ?? 0) };
      for (const each of topics.values()) each.from = Math.min(each.from, sinceSeq);
      position = sinceSeq;
    },
    restart(at) {
      before = null;
      position = at;
      for (const each of topics.values()) each.from = at;
    },
    take({ event, topics: named }) {
      const { seq } = event;
      position = Math.max(position, seq);
      if (before !== null && seq > before.until) before = null;
      const told = before?.told;
      if (told !== undefined && named.some((topic) => topics.has(topic) && seq > (told.get(topic) ?? Infinity)))
        return null;
      const topic = named.find((each) => topics.has(each) && seq > (topics.get(each)?.from ?? Infinity));
      return topic === undefined ? null : (topics.get(topic)?.name ?? null);
    }
  };
}
