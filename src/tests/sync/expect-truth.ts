/** Holds a store against the simulator's truth, row by row and sum by sum; returns nothing, fails with what differs. */
import { expect } from 'vitest';
import type { Truth } from '../../../simulator/control/truth.ts';
import type { PaymentRow } from '../../lib/server/platform/store/rows.ts';
import type { Indexer } from './harness.ts';

/** What a row must say, in the truth's words. */
function toldBy(row: PaymentRow) {
  return {
    txid: row.txid,
    address: row.address,
    fromAddress: row.from_address,
    amountSat: row.amount_sat,
    height: row.block_height,
    blockHash: row.block_hash,
    blockTime: row.block_time,
    date: row.date,
    messageHash: row.message_hash,
    appName: row.app_name,
    appType: row.app_type,
    source: row.source,
    usdMicros: row.usd_micros
  };
}

export async function expectTruth(indexer: Indexer): Promise<Truth> {
  const truth = indexer.simulator.truth({ addresses: indexer.tracked });
  const rows = await indexer.payments();
  const expected = truth.transactions.map(({ usdIsLive: _, ...told }) => told);
  const byTxid = (list: { txid: string }[]) => new Map(list.map((each) => [each.txid, each]));
  const [ours, theirs] = [byTxid(rows.map(toldBy)), byTxid(expected)];
  expect([...theirs.keys()].filter((txid) => !ours.has(txid)).map((txid) => theirs.get(txid))).toEqual([]);
  expect([...ours.keys()].filter((txid) => !theirs.has(txid)).map((txid) => ours.get(txid))).toEqual([]);
  const differing = [...theirs].filter(
    ([txid, told]) => JSON.stringify(sorted(told)) !== JSON.stringify(sorted(ours.get(txid)))
  );
  expect(differing.slice(0, 3).map(([txid]) => ours.get(txid))).toEqual(differing.slice(0, 3).map(([, told]) => told));
  const counts = await indexer.store.query('get_table_counts', {});
  expect(counts).toContainEqual({ name: 'chain_transactions', rows: truth.factCount });
  expect(counts).toContainEqual({ name: 'failed_txids', rows: 0 });
  await expectSums(indexer, truth);
  return truth;
}

async function expectSums({ store }: Indexer, truth: Truth): Promise<void> {
  const days = await store.query('rollup_days', {});
  expect(Object.fromEntries(days.map(({ date, ...sum }) => [date, sumOf(sum)]))).toEqual(truth.perDay);
  const apps = await store.query('rollup_apps', {});
  expect(Object.fromEntries(apps.map(({ app_name, ...sum }) => [app_name, sumOf(sum)]))).toEqual(truth.perApp);
  const sources = await store.query('rollup_sources', {});
  expect(Object.fromEntries(sources.map(({ source, ...sum }) => [source, sumOf(sum)]))).toEqual(truth.perSource);
}

interface SumRow {
  payment_count: number;
  amount_sat: string;
  usd_micros: string;
  priced_count: number;
}

const sumOf = (row: SumRow) => ({
  payments: row.payment_count,
  amountSat: row.amount_sat,
  usdMicros: row.usd_micros,
  pricedCount: row.priced_count
});

const sorted = (value: object | undefined) => Object.entries(value ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
