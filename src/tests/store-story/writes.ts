/** The story's writes: the ledger with everything beside it, then a second write that changes and removes. */
import { keySet } from '../../lib/server/platform/store/rows.ts';
import type { StorePaymentsArgs } from '../../lib/server/modules/ledger/statements-ingest.ts';
import type { Statements, Store } from '../../lib/server/platform/store/store.ts';
import { leaseOf, noPayments, NOON, TRACKED, txidOf } from '../support/factories.ts';
import { dayOf, manyPayments } from './payments.ts';
import type { Ask } from './story.ts';

export async function tellWrites(store: Store, ask: Ask): Promise<void> {
  const lease = await leaseOf(store);
  const payments = manyPayments();
  const facts = payments.map(({ txid, block_height, block_hash, block_time }) => ({
    txid,
    height: block_height,
    block_hash,
    block_time,
    payload: JSON.stringify({ p: null, o: [[TRACKED, '1']], r: ['6a'] })
  }));
  const messages = payments.flatMap(({ message_hash }, at) =>
    message_hash === null ? [] : [[message_hash, messageOf(at)] as const]
  );
  const closes = Array.from(
    { length: 31 },
    (_, at) => [dayOf(at), { price_e8: String(1e7 + at), source: 'coingecko' as const }] as const
  );

  await ask('store_app_messages', { ...lease, messages: Object.fromEntries(messages), status: {}, now: NOON });
  await ask('store_closes', {
    ...lease,
    closes: Object.fromEntries(closes),
    status: { prices: { value: '1' } },
    now: NOON
  });
  const better = {
    [dayOf(1)]: { price_e8: '5', source: 'imported' as const },
    [dayOf(2)]: { price_e8: '6', source: 'cryptocompare' as const }
  };
  await ask('store_closes', { ...lease, closes: better, status: {}, now: NOON + 1 });
  await ask('store_metric', { ...lease, name: 'Zprice', value: '"1"', source: 'a', as_of: 5 });
  await ask('store_metric', { ...lease, name: 'Zprice', value: '"2"', source: 'b', as_of: 6 });
  await ask('store_status', { ...lease, status: { Zed: { value: '{}' }, abc: { value: '"é"' } }, now: NOON });

  const write: StorePaymentsArgs = { ...noPayments, ...lease };
  const affected = keySet(payments.map(({ txid }) => txid));
  const cursors = { t3Second: { height: 5 }, [TRACKED]: { height: 2_000_400 } };
  const parked = [0, 1, 2, 3, 4].map((at) => ({ txid: txidOf(50_000 + at), height: at, reason: 'no answer' }));
  await ask('store_payments', {
    ...write,
    facts,
    payments,
    affected,
    cursors,
    parked,
    priced: { [dayOf(3)]: { price_e8: String(1e7 + 3) }, [dayOf(4)]: { price_e8: '7' } },
    status: { tip: { value: '9' } }
  });
  const again = facts.slice(0, 2).map((fact) => ({ ...fact, block_hash: 'other' }));
  const removed = keySet(payments.slice(20, 40).map(({ txid }) => txid));
  const changed = payments
    .slice(100, 120)
    .map((row) => ({ ...row, app_name: 'moved', source: 'team' as const, amount_sat: '7' }));
  const reorgs = payments.slice(20, 24).map(({ txid }, at) => ({
    id: 'r1',
    txid,
    old_height: 7 + at,
    new_height: at === 0 ? 9 : null,
    amount_sat: at === 1 ? null : '9007199254740993'
  }));
  await ask('store_payments', {
    ...write,
    facts: [...again, { ...facts[3]!, txid: txidOf(50_001) }],
    payments: changed,
    removed_facts: { [txidOf(50_002)]: 1, ...removed },
    removed_payments: removed,
    affected: { ...removed, ...keySet(changed.map(({ txid }) => txid)) },
    cursors: { [TRACKED]: { height: 2_000_500 } },
    parked: parked.slice(0, 1).map((row) => ({ ...row, reason: 'again' })),
    unparked: { [txidOf(50_003)]: 1 },
    reorgs,
    now: NOON + 60
  });
}

function messageOf(at: number): Statements['store_app_messages']['args']['messages'][string] {
  return {
    type: at % 2 === 0 ? 'register' : 'update',
    txid: txidOf(at),
    height: at,
    value_sat: at % 7 === 0 ? null : '9007199254740993',
    timestamp_ms: 1_700_000_000_000 + at,
    app_name: `app${String(at)}`,
    owner: '1Owner',
    spec_version: 8,
    components: at % 11 === 0 ? 'null' : '[]',
    instances: at % 5 === 0 ? null : 3,
    expire: at % 4 === 0 ? null : 22_000,
    end_time: at % 3 === 0 ? 1_795_000_000 : null,
    geolocation: '[]',
    is_encrypted: at % 2 === 0 ? 1 : 0
  };
}
