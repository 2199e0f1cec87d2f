/**
 * What is done with webhooks: by the operator with all of them, by a key with its own. A key may not have told what concerns others
 * (topics that are not for everybody). Secrets are made here, shown once, and read again only to sign.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import type * as z from 'zod';
import { publicEventTypes } from '../../../contract/events/types.ts';
import type { Webhook, WebhookEndpoints } from '../../../contract/webhooks/webhooks.ts';
import { BadRequest, NotFound } from '../../platform/errors.ts';
import { Refusal } from '../../platform/http/problems.ts';
import { newSecret } from '../../platform/signing/sign.ts';
import { keySet } from '../../platform/store/rows.ts';
import type { Store } from '../../platform/store/store.ts';
import { readDeliveries, readWebhook, readWebhooks } from './read/webhooks.ts';
import type { Targets } from './send/target.ts';

const OVERLAP_SECONDS = 86_400;

type Wanted = z.output<WebhookEndpoints['createWebhook']['body']>;

interface DeskDeps {
  store: Store;
  targets: Pick<Targets, 'faultOnceResolved'>;
  /** Unix seconds. */
  now: () => number;
  /** Something may be due now. */
  nudge: () => void;
}

export type WebhookDesk = ReturnType<typeof createWebhookDesk>;

const MOST_PER_KEY = 20;

/**
 * `key`: the id of whose webhooks they are; null: the operator, who sees all. Every function throws NotFound for a webhook that is
 * not there, or is another's.
 */
export function createWebhookDesk({ store, targets, now, nudge }: DeskDeps, key: string | null = null) {
  const view = () => ({ key, now: now() });
  const own = (id: string) => readWebhook(store, id, view());
  const found = (rows: unknown[]): void => {
    if (rows.length === 0) throw new NotFound('There is no such webhook.');
  };
  return {
    /** The same for those of a key. */
    of: (id: string | null) => createWebhookDesk({ store, targets, now, nudge }, id),
    list: () => readWebhooks(store, view()),
    /** Whose webhooks are, by their ids; null: the operator's. What is not there has no entry. */
    async keysOf(ids: string[]): Promise<ReadonlyMap<string, string | null>> {
      const rows = await store.query('webhook_keys', { ids: keySet(ids) });
      return new Map(rows.map(({ id, key_id }) => [id, key_id]));
    },
    read: own,
    async deliveries(id: string, asked: Parameters<typeof readDeliveries>[1]['asked']) {
      return readDeliveries(store, { webhook: await own(id), asked });
    },

    /** Throws BadRequest for a URL that may not be a target, types that the key may not be told, or one more than its share. */
    async create({ url, types, subjects = [], format, ordering }: Wanted) {
      const fault = await targets.faultOnceResolved(url);
      if (fault !== null) throw new BadRequest(`url: ${fault}`, [{ name: 'url', message: fault }]);
      if (key !== null) await admit(types);
      const id = `wh_${randomBytes(9).toString('hex')}`;
      const secret = newSecret();
      const lists = { types: JSON.stringify(keySet(types)), subjects: JSON.stringify(keySet(subjects)) };
      await store.query('webhook_create', { id, url, ...lists, format, ordering, secret, key_id: key, now: now() });
      return { ...(await own(id)), secret };
    },
    async remove(id: string) {
      await own(id);
      found(await store.query('webhook_delete', { id }));
      return { id };
    },
    async rotate(id: string) {
      await own(id);
      const secret = newSecret();
      const until = now() + OVERLAP_SECONDS;
      found(await store.query('webhook_rotate', { id, secret, until }));
      return { id, secret, previousSecretUntil: until };
    },
    /** Throws a Refusal (409) where its key is over: no state that is asked for lets it go on. */
    async change(id: string, state: 'active' | 'paused') {
      const { pausedReason } = await own(id);
      if (state === 'active') refuseOver(pausedReason);
      found(await store.query('webhook_state', { id, state }));
      nudge();
      return { webhook: await own(id) };
    },
    async test(webhook: string) {
      await own(webhook);
      const at = now();
      const id = `${webhook}.test.${randomUUID()}`;
      const type = 'webhook.test';
      const body = JSON.stringify({ seq: 0, id, type, version: 1, subject: id, height: null, at, data: { webhook } });
      found(await store.query('delivery_add', { id, webhook, type, body, now: at }));
      nudge();
      return { deliveryId: id };
    },
    /** Throws BadRequest for a range that ends before it begins. */
    async redeliver(webhook: string, asked: { deliveryId: string } | { from: number; to: number }) {
      await own(webhook);
      if ('from' in asked && asked.to < asked.from) {
        const message = 'not below from';
        throw new BadRequest(`to: ${message}`, [{ name: 'to', message }]);
      }
      const which = 'deliveryId' in asked ? { id: asked.deliveryId, from: 0, to: 0 } : { id: '', ...asked };
      const rows = await store.query('deliveries_redeliver', { webhook, ...which, now: now() });
      if ('deliveryId' in asked && rows.length === 0) throw new NotFound('There is no such delivery.');
      nudge();
      return { redelivered: rows.length };
    }
  };
  async function admit(types: readonly string[]): Promise<void> {
    const hidden = types.find((type) => !publicEventTypes.includes(type));
    if (hidden !== undefined) {
      const message = `${hidden} is not told to keys`;
      throw new BadRequest(`types: ${message}`, [{ name: 'types', message }]);
    }
    const { length } = await readWebhooks(store, view());
    if (length >= MOST_PER_KEY) throw new BadRequest(`A key has at most ${MOST_PER_KEY} webhooks.`);
  }
}

function refuseOver(reason: Webhook['pausedReason']): void {
  if (reason === null || reason === 'by_request') return;
  const how = reason === 'key_revoked' ? 'is revoked' : 'has expired';
  throw new Refusal(
    409,
    reason,
    `The key of this webhook ${how}: add the webhook again with another key, or remove it.`
  );
}
