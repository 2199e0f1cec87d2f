/** What the operator does with webhooks. Secrets are made here, shown once, and read again only to sign. */
import { randomBytes, randomUUID } from 'node:crypto';
import type * as z from 'zod';
import type { createWebhook } from '../../../contract/webhooks/webhooks.ts';
import { BadRequest, NotFound } from '../../platform/errors.ts';
import { newSecret } from '../../platform/signing/sign.ts';
import { keySet } from '../../platform/store/rows.ts';
import type { Store } from '../../platform/store/store.ts';
import { readDeliveries, readWebhook, readWebhooks } from './read/webhooks.ts';
import type { Targets } from './send/target.ts';

const OVERLAP_SECONDS = 86_400;

type Wanted = z.output<typeof createWebhook.body>;

interface DeskDeps {
  store: Store;
  targets: Pick<Targets, 'faultOf'>;
  /** Unix seconds. */
  now: () => number;
  /** Something may be due now. */
  nudge: () => void;
}

export type WebhookDesk = ReturnType<typeof createWebhookDesk>;

/** Every function throws NotFound for a webhook that is not there. */
export function createWebhookDesk({ store, targets, now, nudge }: DeskDeps) {
  const found = (rows: unknown[]): void => {
    if (rows.length === 0) throw new NotFound('There is no such webhook.');
  };
  return {
    list: () => readWebhooks(store),
    read: (id: string) => readWebhook(store, id),
    deliveries: (id: string, asked: Parameters<typeof readDeliveries>[2]) => readDeliveries(store, id, asked),

    /** Throws BadRequest for a URL that may not be a target. */
    async create({ url, types, subjects = [], format, ordering }: Wanted) {
      const fault = targets.faultOf(url);
      if (fault !== null) throw new BadRequest(`url: ${fault}`, [{ name: 'url', message: fault }]);
      const id = `wh_${randomBytes(9).toString('hex')}`;
      const secret = newSecret();
      const lists = { types: JSON.stringify(keySet(types)), subjects: JSON.stringify(keySet(subjects)) };
      await store.query('webhook_create', { id, url, ...lists, format, ordering, secret, now: now() });
      return { ...(await readWebhook(store, id)), secret };
    },
    async remove(id: string) {
      found(await store.query('webhook_delete', { id }));
      return { id };
    },
    async rotate(id: string) {
      const secret = newSecret();
      const until = now() + OVERLAP_SECONDS;
      found(await store.query('webhook_rotate', { id, secret, until }));
      return { id, secret, previousSecretUntil: until };
    },
    async change(id: string, state: 'active' | 'paused') {
      found(await store.query('webhook_state', { id, state }));
      nudge();
      return { webhook: await readWebhook(store, id) };
    },
    async test(webhook: string) {
      const at = now();
      const id = `${webhook}.test.${randomUUID()}`;
      const type = 'webhook.test';
      const body = JSON.stringify({ seq: 0, id, type, version: 1, subject: id, height: null, at, data: { webhook } });
      found(await store.query('delivery_add', { id, webhook, type, body, now: at }));
      nudge();
      return { deliveryId: id };
    },
    async redeliver(webhook: string, asked: { deliveryId: string } | { from: number; to: number }) {
      await readWebhook(store, webhook);
      const which = 'deliveryId' in asked ? { id: asked.deliveryId, from: 0, to: 0 } : { id: '', ...asked };
      const rows = await store.query('deliveries_redeliver', { webhook, ...which, now: now() });
      if ('deliveryId' in asked && rows.length === 0) throw new NotFound('There is no such delivery.');
      nudge();
      return { redelivered: rows.length };
    }
  };
}
