/**
 * Subscriptions, made again from facts, payments and messages: transactions, then apps, then days. What differs is laid aside;
 * at the end the projector of the subscriptions makes exactly that anew, as it makes whatever changes.
 */
import type { WorkDeps } from '../../../platform/jobs/run.ts';
import {
  compareApps,
  compareDays,
  compareTransactions,
  hasMessages,
  projectSubscriptions,
  type Difference,
  type ProjectorDeps
} from '../../subscriptions/module.ts';
import { laidAside, type Batch, type Projector } from '../projector.ts';

export type SubscriptionsDeps = WorkDeps & Omit<ProjectorDeps, 'asked'>;

const TRANSACTIONS_PER_STEP = 200;
const APPS_PER_STEP = 50;
const kinds = ['tx', 'app', 'days'] as const;

export function createSubscriptions(deps: SubscriptionsDeps): Projector {
  const { store, rules, now } = deps;

  const nextKeys = async (kind: 'tx' | 'app', after: string, limit: number) => {
    const most = Math.min(limit, kind === 'tx' ? TRANSACTIONS_PER_STEP : APPS_PER_STEP);
    return (await store.query('replay_subscription_keys', { kind, after, limit: most })).map(({ key }) => key);
  };

  return {
    lease: 'subscriptions',
    async total() {
      const [counts] = await store.query('replay_subscription_counts', {});
      return counts === undefined ? 0 : counts.transactions + counts.apps;
    },
    async next(cursor, { limit, signal }) {
      signal.throwIfAborted();
      if (!(await hasMessages(store))) return null;
      const [, begun = 'tx', from = ''] = /^(tx|app|days):(.*)$/s.exec(cursor) ?? [];
      let after = from;
      for (const kind of kinds.slice(kinds.indexOf(begun as 'tx'))) {
        if (kind === 'days') {
          return after === '' ? batchOf(await compareDays(store, { signal }), { cursor: 'days:done', count: 0 }) : null;
        }
        const keys = await nextKeys(kind, after, limit);
        const last = keys.at(-1);
        if (last !== undefined) {
          const found = kind === 'tx' ? await compareTransactions(store, rules, keys) : await compareApps(store, keys);
          return batchOf(found, { cursor: `${kind}:${last}`, count: keys.length });
        }
        after = '';
      }
      return null;
    },
    async exchange(id, { lease, signal }) {
      await store.query('replay_mark_subscriptions', { ...lease, id });
      const run = { lease, signal, progress: () => undefined };
      await projectSubscriptions({ ...deps, asked: new Map() }, run);
      await store.query('replay_finish', { ...lease, id, state: 'completed', error: null, now: now() });
    }
  };
}

function batchOf(found: Difference[], done: { cursor: string; count: number }): Batch {
  const rows = found.map(
    ({ kind, key, before, after }) => [`${kind}:${key}`, laidAside(before, { kind, key, row: after })] as const
  );
  return { ...done, rows: Object.fromEntries(rows) };
}
