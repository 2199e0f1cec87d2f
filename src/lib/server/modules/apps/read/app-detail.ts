/** One app from all that is known of it: its specification or last message, its payments, the nodes it runs on. */
import * as z from 'zod';
import type { AppDetail } from '../../../../contract/apps/app-detail.ts';
import { urlOf } from '../../../../contract/kit/client.ts';
import { paginated } from '../../../../contract/ledger/transactions.ts';
import { formatFlux } from '../../../../domain/money/money.ts';
import { NotFound } from '../../../platform/errors.ts';
import type { AppSpecRow } from '../../census/module.ts';
import { momentOf } from '../../subscriptions/module.ts';
import type { AppMessageSpecRow, AppPlaceRow } from '../statements.ts';
import {
  type AppRow,
  censusLimitSeconds,
  freshnessAt,
  freshnessOf,
  isUnread,
  type ReadContext,
  readSyncState,
  type SyncState,
  usdOf
} from '../../ledger/module.ts';
import { lastReadAt } from '../../../platform/store/documents/answer-status.ts';
import { parseComponents } from './app-components.ts';
import { blockAt, endAt, endOfMessage, endOfRow } from './app-end.ts';

/** What the network takes where an old spec has no number of instances, and the newest version that has none. */
const DEFAULT_INSTANCES = 3;
const LAST_WITHOUT_INSTANCES = 2;

const Texts = z.array(z.string()).nullable();

interface Traces {
  spec: AppSpecRow | undefined;
  message: AppMessageSpecRow | undefined;
  revenue: AppRow | undefined;
}

/** All that tells of an app of exactly this name. NotFound when nothing does. */
export async function findApp({ store }: ReadContext, name: string): Promise<Traces> {
  const args = { app_name: name };
  const [[spec], [message], [revenue], [observed]] = await Promise.all([
    store.query('app_spec', args),
    store.query('app_message_newest', args),
    store.query('app_revenue', args),
    store.query('observed_app', args)
  ]);
  if (spec === undefined && message === undefined && revenue === undefined && observed === undefined) {
    throw new NotFound('There is no app of that name.');
  }
  return { spec, message, revenue };
}

export async function readApp(
  context: ReadContext,
  { params: { name }, query = {} }: { params: { name: string }; query?: { at?: string | undefined } }
): Promise<AppDetail> {
  if (query.at !== undefined) return readAppAt(context, { name, at: query.at });
  const [traces, state, specsReadAt, running] = await Promise.all([
    findApp(context, name),
    readSyncState(context),
    lastReadAt(context.store, 'app-specs'),
    readRunning(context, name)
  ]);
  const { revenue } = traces;
  const link = urlOf(paginated, { query: { appName: name } });
  return {
    name,
    spec: specOf(context, traces, { specsReadAt, state }),
    ...paidFor(revenue, state, link),
    running
  };
}

/** As it was at a block: by its messages and payments, and by observation. NotFound where nothing told of it yet. */
async function readAppAt(context: ReadContext, { name, at }: { name: string; at: string }): Promise<AppDetail> {
  const { store } = context;
  const [state, moment] = await Promise.all([readSyncState(context), momentOf(store, at)]);
  if (moment === null) throw new NotFound('Nothing is known yet.');
  const { height, time } = moment;
  const [[message], [revenue], running] = await Promise.all([
    store.query('app_spec_at', { app_name: name, height }),
    store.query('app_revenue_until', { app_name: name, height }),
    readRunningAt(context, name, time)
  ]);
  if (message === undefined && revenue === undefined && (running.count ?? 0) === 0) {
    throw new NotFound('There was no app of that name.');
  }
  const traces = { spec: undefined, message, revenue };
  const spec = specOf(context, traces, { specsReadAt: null, state });
  const end = message === undefined ? null : endOfMessage(message);
  const isLive = end === null ? null : 'time' in end ? end.time >= time : end.height >= height;
  const link = urlOf(paginated, { query: { appName: name } });
  return { name, at: moment, spec: spec && { ...spec, isLive }, ...paidFor(revenue, state, link), running };
}

function paidFor(row: AppRow | undefined, state: SyncState, link: string): Pick<AppDetail, 'revenue' | 'payments'> {
  const fresh = freshnessOf(state);
  if (isUnread(state, row?.payment_count ?? 0)) {
    return {
      revenue: { total: null, usd: null, pricedCount: null, appType: null, ...fresh },
      payments: { count: null, first: null, last: null, link, ...fresh }
    };
  }
  const sums = {
    sat: BigInt(row?.amount_sat ?? 0),
    payments: row?.payment_count ?? 0,
    usdMicros: BigInt(row?.usd_micros ?? 0),
    priced: row?.priced_count ?? 0
  };
  return {
    revenue: {
      total: formatFlux(sums.sat),
      usd: usdOf(sums),
      pricedCount: sums.priced,
      appType: row?.app_type ?? null,
      ...fresh
    },
    payments: {
      count: sums.payments,
      first: row?.first_payment ?? null,
      last: row?.last_payment ?? null,
      link,
      ...fresh
    }
  };
}

function specOf(
  context: ReadContext,
  { spec, message }: Traces,
  { specsReadAt, state }: { specsReadAt: number | null; state: SyncState }
): AppDetail['spec'] {
  const row = spec ?? message;
  if (row === undefined) return null;
  const { height, spec_version: version } = row;
  const hasDefault = version !== null && version <= LAST_WITHOUT_INSTANCES;
  const registered = message?.registered_height ?? null;
  const specsFresh = freshnessAt(specsReadAt, context.now(), censusLimitSeconds(context));
  return {
    isLive: spec !== undefined ? true : specsReadAt === null ? null : false,
    owner: row.owner,
    version,
    hash: row.hash,
    instances: row.instances ?? (hasDefault ? DEFAULT_INSTANCES : null),
    components: componentsOf(row.components),
    geolocation: Texts.parse(JSON.parse(row.geolocation)),
    encrypted: row.is_encrypted === 1,
    registered: registered === null ? null : blockAt(registered),
    updated: blockAt(height),
    end: endAt(spec === undefined ? endOfMessage(row) : endOfRow(spec)),
    ...(spec === undefined ? freshnessOf(state) : specsFresh)
  };
}

function componentsOf(json: string): NonNullable<AppDetail['spec']>['components'] {
  const components = parseComponents(json);
  return components && components.map(({ repotag, ...component }) => ({ ...component, image: repotag }));
}

async function readRunning(context: ReadContext, name: string): Promise<AppDetail['running']> {
  const [[watched], places] = await Promise.all([
    context.store.query('observed_day_last', { kind: 'apps' }),
    context.store.query('places_of_app', { app_name: name })
  ]);
  const fresh = freshnessAt(watched?.last_cycle_at ?? null, context.now(), censusLimitSeconds(context));
  if (watched === undefined) return { count: null, instances: null, ...fresh };
  return { count: places.length, instances: places.map(instanceAt), ...fresh };
}

/** Unknown before the first observation. */
async function readRunningAt({ store }: ReadContext, name: string, time: number): Promise<AppDetail['running']> {
  const [[first], places] = await Promise.all([
    store.query('apps_observed_since', {}),
    store.query('places_of_app_at', { app_name: name, time })
  ]);
  const since = first?.since ?? null;
  if (since === null || since > time) return { count: null, instances: null, asOf: null, stale: true };
  return { count: places.length, instances: places.map(instanceAt), asOf: time, stale: false };
}

function instanceAt({ ip, from_at, collateral, tier, country, country_code, provider }: AppPlaceRow) {
  return { ip, since: from_at, collateral, tier, country, countryCode: country_code, provider };
}
