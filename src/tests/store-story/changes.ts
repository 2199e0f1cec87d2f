/** Random changes of the ledger: what fast-check makes of them, and how the indexer would write them. */
import fc from 'fast-check';
import { dateOf } from '../../lib/domain/time/periods.ts';
import { keySet, type PaymentRow } from '../../lib/server/platform/store/rows.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { keyed, leaseOf, noPayments, NOON, payment, txidOf } from '../support/factories.ts';

type Made = Omit<PaymentRow, 'sort_key'>;
/** What happens to a transaction: it is stored with these fields or, with null, removed. */
export type Change = readonly [txid: string, fields: Partial<Made> | null];

const fields = fc.record({
  block_height: fc.constantFrom(1_525_877, 1_525_878, 1_525_879, 2_000_001),
  block_time: fc.integer({ min: 0, max: 3 }).map((days) => NOON - days * 86_400),
  amount_sat: fc.constantFrom('1', '150000000', '9007199254740993', '123456789012'),
  usd_micros: fc.constantFrom(null, '0', '9007199254740995'),
  app_name: fc.constantFrom(null, 'shop', 'Shop', 'Ärger', 'a%b'),
  app_type: fc.constantFrom(null, 'git', 'docker', 'unregistered'),
  from_address: fc.constantFrom('Unknown', 't1Buyer', 't1_%x'),
  source: fc.constantFrom('team', 'fiat', 'other'),
  message_hash: fc.constantFrom(null, 'a', 'ä'),
  settled: fc.constantFrom(0, 1)
});
const change: fc.Arbitrary<Change> = fc.tuple(
  fc.integer({ min: 0, max: 9 }).map(txidOf),
  fc.oneof({ arbitrary: fields, weight: 4 }, { arbitrary: fc.constant(null), weight: 1 })
);
export const changes = fc.array(change, { minLength: 1, maxLength: 8 });
export const history = fc.array(changes, { minLength: 1, maxLength: 6 });

/** Writes a batch as the indexer does: a row whose key changes is removed and given again. */
export async function writeChanges(store: Store, before: PaymentRow[], batch: Change[]): Promise<PaymentRow[]> {
  const wanted = new Map<string, Made>(before.map(({ sort_key: _, ...row }) => [row.txid, row]));
  for (const [txid, over] of batch) {
    if (over === null) wanted.delete(txid);
    else wanted.set(txid, payment({ ...wanted.get(txid), ...over, txid, date: dateOf(over.block_time ?? NOON) }));
  }
  const after = keyed([...wanted.values()]);
  const keyOf = new Map(after.map((row) => [row.txid, row.sort_key]));
  const touched = new Set(batch.map(([txid]) => txid));
  const moved = before.filter((row) => keyOf.get(row.txid) !== row.sort_key).map(({ txid }) => txid);
  const payments = after.filter(({ txid }) => touched.has(txid) || moved.includes(txid));
  const affected = keySet([...payments.map(({ txid }) => txid), ...moved]);
  const facts = payments.map(({ txid, block_height, block_hash, block_time }) => ({
    ...{ txid, block_hash, block_time, height: block_height, payload: '{}' }
  }));
  const removed = keySet(moved);
  const lease = await leaseOf(store);
  await store.query('store_payments', {
    ...{ ...noPayments, ...lease, facts, payments, removed_facts: removed, removed_payments: removed, affected }
  });
  return after;
}
