/** The story's reads. */
import { needleOf } from '../../lib/server/modules/ledger/read/search.ts';
import { keySet } from '../../lib/server/platform/store/rows.ts';
import { NOON, plainSearch, TRACKED, txidOf } from '../support/factories.ts';
import { DAY, dayOf } from './payments.ts';
import type { Ask } from './story.ts';

const everySource = { team: 1, fiat: 1, other: 1 } as const;
const { is_narrow: _, by_amount: __, direction: ___, ...anything } = plainSearch;

export async function tellReads(ask: Ask): Promise<void> {
  const txids = Array.from({ length: 1_200 }, (_, at) => txidOf(at));
  const keyOf = (height: number) => String(BigInt(height) << 16n);
  const [start, end] = [dayOf(10), dayOf(2)];
  for (const name of [
    'rollup_days',
    'rollup_apps',
    'rollup_sources',
    'sync_status',
    'sync_cursors',
    'days_to_revalue'
  ] as const)
    await ask(name, {});
  for (const name of [
    'first_payment_day',
    'get_table_counts',
    'database_bytes',
    'schema_versions',
    'payments_per_range',
    'revenue_index_state'
  ] as const)
    await ask(name, {});
  for (const name of ['Zprice', 'missing']) await ask('current_metric', { name });
  await ask('facts_in_range', { from: 2_000_000, to: 2_000_499 });
  await ask('facts_after', { height: 2_000_000, txid: txidOf(1), limit: 1_100 });
  await ask('facts_by_txid', { txids: keySet([...txids, 'missing']) });
  await ask('payments_in_range', { from_key: keyOf(2_000_001), to_key: keyOf(2_000_450) });
  await ask('payments_to_settle', { max_key: keyOf(2_000_490), limit: 20 });
  await ask('payments_unknown', { after_key: keyOf(2_000_010), limit: 30 });
  await ask('payments_of_days', { dates: keySet([dayOf(3), dayOf(9)]) });
  await ask('app_messages_unknown', { after: '', limit: 3 });
  await ask('payments_of_messages', {
    hashes: keySet(Array.from({ length: 1_500 }, (_, at) => txidOf(10_000 + at)))
  });
  await ask('app_messages_by_hash', { hashes: keySet(Array.from({ length: 1_500 }, (_, at) => txidOf(10_000 + at))) });
  await ask('closes_in_range', { start, end });
  await ask('failed_transactions', { limit: 10 });
  await ask('failed_in_range', { from: 0, to: 1 });
  for (const date of [dayOf(4), '1999-01-01']) await ask('payments_of_day', { date });
  await ask('payments_by_txid', { txids: { [txidOf(7)]: 1, missing: 1 } });
  for (const range of [
    { start, end },
    { start: '1999-01-01', end: '1999-01-02' }
  ]) {
    await ask('key_bounds', range);
    await ask('revenue_by_source', range);
    await ask('get_daily_revenue_in_range', range);
    await ask('get_daily_revenue_usd_in_range', range);
  }
  await ask('revenue_between', { from: NOON - 10 * DAY, to: NOON - 9 * DAY });
  await ask('revenue_between', { from: 0, to: 1 });
  await ask('get_daily_revenue', { limit: 5 });
  await ask('get_daily_revenue_usd', { limit: 50 });
  await ask('reorgs_latest', { limit: 5 });
}

export async function tellPages(ask: Ask): Promise<void> {
  const all = { sources: everySource, skip: 0, limit: 1_200 };
  const noKey = String(Number.MAX_SAFE_INTEGER);
  await ask('get_transactions_paginated', { before_key: noKey, skip: 3, limit: 1_300 });
  await ask('get_transactions_paginated', { before_key: String(2_000_100n << 16n), skip: 0, limit: 10 });
  await ask('transactions_of_sources', { before_key: noKey, team: 1, fiat: 1, other: 1, skip: 3, limit: 1_300 });
  await ask('transactions_of_sources', {
    before_key: String(2_000_100n << 16n),
    team: 0,
    fiat: 1,
    other: 0,
    skip: 0,
    limit: 10
  });
  for (const pattern of ['', '%a%', '%ä%', '%\\%b', '%a\\\\b%'])
    await ask('get_app_analytics', { pattern, skip: 0, limit: 1_000 });
  await ask('get_app_analytics', { pattern: '', skip: 1_000, limit: 10 });
  for (const text of [
    'zeta',
    'Ärg',
    'ärg',
    "O'H",
    'a%b',
    'a\\b',
    '日本語',
    'payer1',
    'app',
    '0000',
    txidOf(3).slice(5, 13),
    '2026-03-1',
    TRACKED.slice(2, 9),
    '900719',
    '"q"',
    'nothing here'
  ]) {
    const needle = needleOf(text);
    const addresses = keySet([TRACKED].filter((each) => each.toLowerCase().includes(needle.needle)));
    const plain = { ...needle, addresses, ...plainSearch };
    await ask('search_payments', { ...plain, ...all, cap: 10_001 });
    await ask('search_payments', { ...plain, sources: { fiat: 1 }, cap: 20, skip: 15, limit: 10 });
    const narrow = {
      ...plain,
      ...all,
      is_narrow: 1 as const,
      by_amount: 1 as const,
      start: dayOf(20),
      types: { git: 1 as const }
    };
    await ask('search_payments', { ...narrow, cap: 10_000 });
  }
  for (const app_name of ['app20', 'Ärger', 'missing']) {
    await ask('app_payments_page', { ...all, app_name, pattern: '', cap: 10_001 });
    await ask('app_payments_page', { app_name, sources: { team: 1 }, pattern: '%payer1%', cap: 3, skip: 2, limit: 5 });
    await ask('export_app_payments', {
      app_name,
      before_key: noKey,
      slice: 25,
      sources: everySource,
      ...anything,
      start: dayOf(30),
      end: dayOf(0),
      pattern: ''
    });
  }
  const span = { ...anything, start: dayOf(20), end: dayOf(5) };
  await ask('export_payments', { before_key: noKey, slice: 1_400, sources: everySource, ...span, pattern: '' });
  await ask('export_payments', {
    before_key: noKey,
    slice: 1_400,
    sources: { other: 1 },
    ...span,
    pattern: '%payer2%'
  });
  await ask('export_payments', { before_key: '0', slice: 10, sources: everySource, ...span, pattern: '' });
}
