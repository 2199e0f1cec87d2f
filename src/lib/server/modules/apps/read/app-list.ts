/**
 * Apps in pages: what the network runs and what was paid for, with what a period brought.
 *
 * The end of an app that the network has no more comes from its newest message. A period other than all time is summed from
 * its payments, which takes long over years of a million of them; the same question is answered from memory for a minute.
 */
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import type * as wire from '../../../../contract/apps/app-list.ts';
import { classifyImage } from '../../../../domain/apps/categories.ts';
import { BLOCKS_PER_DAY } from '../../../../domain/apps/app-resources.ts';
import { percentOf } from '../../../../domain/money/money.ts';
import { BadRequest } from '../../../platform/errors.ts';
import { keySet } from '../../../platform/store/rows.ts';
import type { AppListPageRow, AppListRow, AppMessageTermRow } from '../statements.ts';
import {
  freshnessOf,
  isUnread,
  likePattern,
  oldestOf,
  type ReadContext,
  readSyncState,
  shownSums,
  type Sums,
  type SyncState
} from '../../ledger/module.ts';
import { parseComponents } from './app-components.ts';
import { endAt, endOfMessage, endOfRow } from './app-end.ts';
import { readTip } from './app-tip.ts';

type Query = Parsed<typeof wire.appList>['query'];

export async function readAppList(
  context: ReadContext,
  { query }: { query: Query }
): Promise<Answer<typeof wire.appList>> {
  const { page, limit, state: asked } = query;
  checkRange(query);
  const [state, at, [watched]] = await Promise.all([
    readSyncState(context),
    readTip(context),
    context.store.query('observed_day_last', { kind: 'apps' })
  ]);
  const fresh = oldestOf([freshnessOf(state), { asOf: at.asOf, stale: at.stale }]);
  const isKnown = asked === 'all' || (asked === 'running' ? watched !== undefined : at.tip !== null);
  const unknown = { apps: null, total: null, sum: null, page, limit, totalPages: null, ...fresh };
  if (!isKnown) return unknown;
  const rows = await context.store.query('app_list', argsOf(query, { tip: at.tip ?? 0, now: context.now() }));
  const listed = rows.filter(isApp);
  const isOfPayments = asked === 'all' || asked === 'ended';
  if (isOfPayments && isUnread(state, rows[0]?.total ?? 0)) return unknown;
  const terms = await termsOf(context, listed);
  const [first] = rows;
  const total = first?.total ?? 0;
  const sums = {
    sat: BigInt(first?.sum_sat ?? 0),
    payments: first?.sum_payments ?? 0,
    usdMicros: BigInt(first?.sum_usd_micros ?? 0),
    priced: first?.sum_priced ?? 0
  };
  return {
    apps: listed.map((row) => appOf(row, { term: terms.get(row.name), sums, isWatched: watched !== undefined, state })),
    total,
    sum: isUnread(state, sums.payments) ? null : shownSums(sums),
    page,
    limit,
    totalPages: Math.ceil(total / limit),
    ...fresh
  };
}

function checkRange({ start_date, end_date }: Query): void {
  if (start_date === undefined || end_date === undefined || start_date <= end_date) return;
  const message = 'the range ends before it starts';
  throw new BadRequest(`end_date: ${message}`, [{ name: 'end_date', message }]);
}

function argsOf(query: Query, { tip, now }: { tip: number; now: number }) {
  const { page, limit, state, days, owner, search, start_date, end_date, sort, order } = query;
  return {
    state,
    is_whole: start_date === undefined && end_date === undefined ? (1 as const) : (0 as const),
    start: start_date ?? '0000-01-01',
    end: end_date ?? '9999-12-31',
    tip,
    now,
    until: tip + Number(days) * BLOCKS_PER_DAY,
    owner: owner ?? '',
    pattern: likePattern(search),
    sort,
    direction: order === 'asc' ? (1 as const) : (-1 as const),
    skip: (page - 1) * limit,
    limit
  };
}

function isApp(row: AppListPageRow): row is AppListPageRow & AppListRow {
  return row.name !== null;
}

async function termsOf({ store }: ReadContext, rows: AppListRow[]): Promise<Map<string, AppMessageTermRow>> {
  const gone = rows.filter(({ is_live }) => is_live === 0).map(({ name }) => name);
  if (gone.length === 0) return new Map();
  const found = await store.query('app_terms', { names: keySet(gone) });
  return new Map(found.map((row) => [row.app_name, row]));
}

interface Beside {
  term: AppMessageTermRow | undefined;
  sums: Sums;
  isWatched: boolean;
  state: SyncState;
}

function appOf(row: AppListRow, { term, sums, isWatched, state }: Beside): wire.ListedApp {
  const sat = BigInt(row.amount_sat ?? 0);
  const payments = row.payment_count ?? 0;
  const priced = row.priced_count ?? 0;
  const usdMicros = BigInt(row.usd_micros ?? 0);
  const isLive = row.is_live === 1;
  const isEncrypted = isLive ? row.is_encrypted : term?.is_encrypted;
  const owner = isLive ? row.owner : (term?.owner ?? null);
  return {
    appName: row.name,
    appType: row.app_type,
    category: categoryOf(isLive ? row.components : (term?.components ?? null)),
    owner: owner === '' ? null : owner,
    encrypted: isEncrypted === undefined || isEncrypted === null ? null : isEncrypted === 1,
    isLive,
    instances: {
      running: isWatched ? (row.instance_count ?? 0) : null,
      ordered: isLive ? row.instances : (term?.instances ?? null)
    },
    end: endAt(isLive ? endOfRow(row) : term === undefined ? null : endOfMessage(term)),
    ...(isUnread(state, payments)
      ? { payments: null, revenue: null, revenueUsd: null, pricedCount: null, share: null }
      : { ...shownSums({ sat, payments, usdMicros, priced }), share: percentOf(sat, sums.sat) }),
    firstPayment: row.first_payment,
    lastPayment: row.last_payment
  };
}

/** Of the first image that has one. */
function categoryOf(components: string | null): wire.ListedApp['category'] {
  const images = components === null ? [] : (parseComponents(components) ?? []);
  for (const { repotag } of images) {
    const { category } = classifyImage(repotag);
    if (category !== 'other') return category;
  }
  return null;
}
