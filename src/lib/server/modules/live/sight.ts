/**
 * Who may be told what of the topics that are not for everybody: an operator all of it, a key the usage of its own tenant and
 * the deliveries of its own webhooks.
 *
 * An event that a key may not be told is passed on without its topics, so that whoever counts events misses no number. Whose
 * a webhook is never changes and is looked up once; of one that has gone only operators are told.
 */
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { isPrivateTopic } from '../../../contract/live/live.ts';
import { tenantOfKey } from '../../../domain/usage/tenant-names.ts';
import type { FedEvent, Feed, Listener } from '../../platform/events/feed.ts';

/** Whom a ticket was given to: the id of a key, or null for an operator. */
export interface Holder {
  key: string | null;
}

/** What somebody is told; `null`: somebody without a ticket, who cannot ask for such topics. */
export type Sight = (holder: Holder | null) => Feed;

/** Of webhooks by their ids: whose they are; null: an operator's. What is not there has no entry. */
export type KeysOfWebhooks = (webhooks: string[]) => Promise<ReadonlyMap<string, string | null>>;

const MOST_KNOWN = 10_000;
const NOBODY = '';

export function createSight(feed: Feed, keysOfWebhooks: KeysOfWebhooks, log: Logger): Sight {
  const known = new LRUCache<string, string>({ max: MOST_KNOWN });

  async function lookUp(webhooks: string[]): Promise<void> {
    const unknown = webhooks.filter((id) => !known.has(id));
    if (unknown.length === 0) return;
    const keys = await keysOfWebhooks(unknown);
    for (const id of unknown) known.set(id, keys.get(id) ?? NOBODY);
  }

  async function shownTo(key: string, events: readonly FedEvent[]): Promise<readonly FedEvent[]> {
    await lookUp([...new Set(events.flatMap((fed) => webhookOf(fed) ?? []))]);
    const isTheirs = (fed: FedEvent): boolean => {
      const webhook = webhookOf(fed);
      if (webhook !== null) return known.get(webhook) === key;
      return fed.event.data['tenant'] === tenantOfKey(key);
    };
    return events.map((fed) => (!fed.topics.some(isPrivateTopic) || isTheirs(fed) ? fed : { ...fed, topics: [] }));
  }

  /** In their order, also while a lookup takes its time. */
  function listenerOf(key: string, listener: Listener): Listener {
    let turn = Promise.resolve();
    const tell = (events: readonly FedEvent[]) => async () => listener.onEvents(await shownTo(key, events));
    return {
      onEvents: (events) =>
        (turn = turn.then(tell(events)).catch((err: unknown) => {
          log.warn({ err, key }, 'live listener told to resync: whose webhooks these are could not be read');
          listener.onResync();
        })),
      onResync: () => listener.onResync()
    };
  }

  return (holder) => {
    const key = holder?.key ?? null;
    if (key === null) return feed;
    return { ...feed, follow: (after, listener, signal) => feed.follow(after, listenerOf(key, listener), signal) };
  };
}

/** null: it tells of no delivery. */
function webhookOf({ event, topics }: FedEvent): string | null {
  const { webhook } = event.data;
  return topics.includes('deliveries') && typeof webhook === 'string' ? webhook : null;
}
