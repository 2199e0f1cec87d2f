/** Questions of every kind with random arguments, as fast-check makes them. */
import fc from 'fast-check';
import { addressesWith, likePattern, needleOf } from '../../lib/server/modules/ledger/read/search.ts';
import { keySet } from '../../lib/server/platform/store/rows.ts';
import type { StatementName } from '../../lib/server/platform/store/store.ts';
import { NOON, TRACKED, txidOf } from '../support/factories.ts';
import { day, time, word } from './random-writes.ts';

export interface Read {
  name: StatementName;
  args: object;
}

const limit = fc.constantFrom(1, 3, 2_000);
const skip = fc.constantFrom(0, 1, 5);
const low = fc.constantFrom('0', '0', String(1_525_878n << 16n));
const high = fc.constantFrom('9007199254740991', '9007199254740991', String(2_000_001n << 16n));
const range = { from: fc.constantFrom(0, 0, 7), to: fc.constantFrom(2_147_483_647, 2_147_483_647, 1) };
const times = { from: fc.constantFrom(0, NOON - 500), to: fc.constantFrom(NOON, NOON - 500) };
const txid = fc.integer({ min: 0, max: 9 }).map(txidOf);
const span = {
  start: fc.constantFrom('2026-03-15', '2026-03-15', '2026-03-17'),
  end: fc.constantFrom('2026-03-18', '2026-03-18', '2026-03-16')
};
const keys = (arbitrary: fc.Arbitrary<string>) => fc.uniqueArray(arbitrary, { maxLength: 6 }).map(keySet);
const sources = fc.subarray(['team', 'fiat', 'other']).map(keySet);
const flag = fc.constantFrom(0, 1);
const text = fc.constantFrom('shop', 'HOP', 'ärg', 'Ärg', 'a%b', 't1b', '_%x', '.50', '000', '-03-1', 'nry', '\\\\\\');
const pattern = fc.option(text, { nil: undefined }).map(likePattern);
const appName = fc.oneof(fc.constantFrom('shop', 'Shop', 'Ärger', 'a%b'), word);
const category = fc.constantFrom('gaming', 'crypto', 'wordpress', 'other');
const page = { sources, skip, limit };
const kinds = fc.constantFrom('apps', 'nodes');
const types = fc.subarray(['git', 'docker', '']).map(keySet);
const narrow = {
  payer: fc.constantFrom('', 't1Buyer'),
  low: fc.constantFrom('0', '150000000'),
  high: fc.constantFrom('9223372036854775807', '150000001'),
  types
};
const order = { by_amount: fc.constantFrom(0, 1), direction: fc.constantFrom(-1, 1) };
const ranges = fc.constantFrom([{ low: '0', high: '9007199254740991' }], []);
const measure = fc.constantFrom('revenue', 'usd', 'payments', 'apps', 'last', 'name', 'payer', 'end', 'instances');

const questions: Partial<Record<StatementName, Record<string, fc.Arbitrary<unknown>>>> = {
  ...Object.fromEntries(
    [
      ...['rollup_days', 'rollup_apps', 'rollup_sources', 'sync_status', 'sync_cursors', 'days_to_revalue'],
      ...[
        'first_payment_day',
        'first_recognised',
        'get_table_counts',
        'payments_per_range',
        'revenue_index_state',
        'current_metrics_all'
      ],
      ...['snapshot_bounds', 'get_distinct_repos', 'get_distinct_repo_count', 'node_keys', 'app_keys', 'repo_images'],
      ...['open_app_observations', 'open_node_observations', 'jobs_latest', 'newest_epoch']
    ].map((name) => [name, {}])
  ),
  current_metric: { name: word },
  facts_in_range: range,
  facts_by_txid: { txids: keys(txid) },
  payments_in_range: { from_key: low, to_key: high },
  payments_to_settle: { max_key: high, limit },
  payments_unknown: { after_key: low, limit },
  payments_of_days: { dates: keys(day) },
  app_messages_by_hash: { hashes: keys(word) },
  app_messages_unknown: { after: word, limit },
  payments_of_messages: { hashes: keys(word) },
  closes_in_range: span,
  failed_transactions: { limit },
  failed_in_range: range,
  get_transactions_paginated: { before_key: high, skip, limit },
  transactions_of_sources: { before_key: high, team: flag, fiat: flag, other: flag, skip, limit },
  app_payments_page: { app_name: appName, pattern, cap: limit, ...page },
  payments_by_txid: { txids: keys(txid) },
  payments_of_day: { date: day },
  kinds_per_range: { sources, types, ...span },
  payments_of_kinds: { ranges, types, ...span, ...order, ...page },
  payments_by_amount: { low: narrow.low, high: narrow.high, types, ...span, direction: order.direction, ...page },
  amount_sums: { low: narrow.low, high: narrow.high, types, ...span, sources, reach: limit },
  narrow_payments: {
    driver: fc.constantFrom('app', 'payer', 'amount', 'ledger'),
    app_name: fc.oneof(fc.constant(''), appName),
    low_key: low,
    high_key: high,
    ...narrow,
    ...span,
    pattern,
    ...order,
    reach: limit,
    ...page
  },
  name_sums: { app_name: appName, payer: narrow.payer },
  payers_page: { pattern, sort: measure, direction: order.direction, ...page },
  payer: { payer: narrow.payer },
  apps_of_payer: { payer: narrow.payer, limit },
  export_payments: { before_key: high, slice: limit, sources, ...span, ...narrow, pattern },
  export_app_payments: { app_name: appName, before_key: high, slice: limit, sources, ...span, ...narrow, pattern },
  key_bounds: span,
  revenue_by_source: span,
  revenue_between: times,
  get_daily_revenue: { limit },
  get_daily_revenue_in_range: span,
  get_daily_revenue_usd: { limit },
  get_daily_revenue_usd_in_range: span,
  get_app_analytics: { pattern, skip, limit },
  reorgs_latest: { limit },
  snapshots_between: span,
  get_category_history: { ...span, category },
  get_repos_by_category: { ...span, category },
  get_top_repos_by_category: { category, date: day, previous: day },
  get_repo_history_merged: { ...span, repository: word },
  images_of_repository: { repository: word },
  repos_of_day: { date: day },
  repo_days: { dates: keys(day) },
  nodes_page: {
    tier: fc.constantFrom('', 'nimbus'),
    country: fc.constantFrom('', 'DE'),
    provider: fc.constantFrom('', 'Hetzner'),
    wallet: fc.constantFrom('', 't1b'),
    pattern,
    sort: fc.constantFrom('tier', 'since', 'cores', 'eps'),
    direction: order.direction,
    skip,
    limit
  },
  node_places: { country: fc.constantFrom('', 'DE') },
  nodes_of_ip: { ip: word, pattern: fc.constant('%:%') },
  app_list: {
    state: fc.constantFrom('all', 'running', 'expiring', 'ended'),
    is_whole: flag,
    ...span,
    tip: fc.constant(2_000_000),
    now: time,
    until: fc.constant(2_100_000),
    owner: fc.constantFrom('', 'owner'),
    pattern,
    sort: measure,
    direction: order.direction,
    skip,
    limit
  },
  app_terms: { names: keys(word) },
  apps_on_places: { ips: keys(word) },
  places_of_app: { app_name: word },
  observed_app: { app_name: word },
  app_intervals: { app_name: word, ...times },
  observed_days_between: { ...span, kind: kinds },
  observed_day_last: { kind: kinds },
  apps_at: { at: time },
  nodes_at: { at: time },
  app_spec: { app_name: word },
  app_message_newest: { app_name: word },
  app_revenue: { app_name: appName },
  app_revenue_by_day: { ...span, app_name: appName },
  apps_deployed: range,
  apps_expiring: { ...range, from_time: times.from, to_time: times.to },
  jobs_list: { limit },
  job_by_id: { id: word },
  audit_list: { limit }
};

const search: fc.Arbitrary<Read> = fc
  .record({ text, cap: limit, ...page, ...narrow, ...span, ...order, is_narrow: flag })
  .map(({ text: asked, ...rest }) => {
    const needle = needleOf(asked);
    return {
      name: 'search_payments',
      args: { ...needle, addresses: addressesWith(needle.needle, [TRACKED]), ...rest }
    };
  });

/** One of each. */
export const reads: fc.Arbitrary<Read[]> = fc.tuple(
  search,
  ...Object.entries(questions).map(([name, args]) =>
    fc.record(args).map((given) => ({ name: name as StatementName, args: given }))
  )
);
