/** Subscriptions in pages, one of them, and all of a selection. */
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import type * as wire from '../../../../contract/subscriptions/subscriptions.ts';
import type { Subscription } from '../../../../contract/subscriptions/subscriptions.ts';
import { NotFound } from '../../../platform/errors.ts';
import { readSyncState, type ReadContext } from '../../ledger/module.ts';
import { momentOf } from './moment.ts';
import { cursorOf, placeOf, selectionOf, startOf, type Filters, type ListQuery } from './selection.ts';
import { subscriptionOf } from './wire.ts';
import { freshnessAt } from './freshness.ts';

const EXPORT_SLICE = 500;

export async function readSubscriptions(
  context: ReadContext,
  { query }: { query: ListQuery }
): Promise<Answer<typeof wire.subscriptionList>> {
  const { store } = context;
  const [state, at] = await Promise.all([readSyncState(context), momentOf(store, query.at)]);
  const place = query.cursor === undefined ? null : placeOf(query.cursor, query);
  const fresh = freshnessAt(state, at);
  if (at === null) return { subscriptions: [], next: null, at, ...fresh };
  const selection = selectionOf(query, at);
  const from = place ?? startOf(query.sort, at);
  const statement = query.sort === 'newest' ? 'subscriptions_newest' : 'subscriptions_oldest';
  const [rows, counted] = await Promise.all([
    store.query(statement, { ...selection, ...from, limit: query.limit + 1 }),
    query.includeTotal === 'true' ? store.query('subscriptions_count', selection) : null
  ]);
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  const hasMore = rows.length > query.limit && last !== undefined;
  return {
    subscriptions: page.map((row) => subscriptionOf(row, at)),
    next: hasMore ? cursorOf({ height: last.order_height, id: last.id }, query) : null,
    ...(counted !== null && { total: counted[0]?.total ?? 0 }),
    at,
    ...fresh
  };
}

/** The same in the names of payment streams. */
export async function readStreams(
  context: ReadContext,
  input: { query: ListQuery }
): Promise<Answer<typeof wire.streamList>> {
  const { subscriptions, next, ...rest } = await readSubscriptions(context, input);
  return { streams: subscriptions, has_more: next !== null, next_cursor: next, ...rest };
}

/** NotFound where there is none of this id, or was not yet. */
export async function readSubscription(
  context: ReadContext,
  { params: { id }, query }: { params: { id: string }; query: { at?: string | undefined } }
): Promise<Answer<typeof wire.subscriptionDetail>> {
  const { store } = context;
  const [state, at, [row]] = await Promise.all([
    readSyncState(context),
    momentOf(store, query.at),
    store.query('subscription_by_id', { id })
  ]);
  if (row === undefined || at === null || row.start_height > at.height) {
    throw new NotFound('There is no subscription of that id.');
  }
  return { ...subscriptionOf(row, at), ...freshnessAt(state, at) };
}

/** The complete selection, newest first; what comes meanwhile does not take part. */
export async function* readSubscriptionExport(context: ReadContext, query: Filters): AsyncGenerator<Subscription[]> {
  const { store } = context;
  const at = await momentOf(store, query.at);
  if (at === null) return;
  const selection = selectionOf(query, at);
  for (let from = startOf('newest', at); ;) {
    const rows = await store.query('subscriptions_newest', { ...selection, ...from, limit: EXPORT_SLICE });
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows.map((row) => subscriptionOf(row, at));
    if (rows.length < EXPORT_SLICE) return;
    from = { height: last.order_height, id: last.id };
  }
}
