/** Two years of the network at full scale, planted into a store that has been filled already. */
import { addDays } from '../../lib/domain/time/periods.ts';
import { keySet } from '../../lib/server/platform/store/rows.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { keyed, leaseOf, noPayments, NOON, payment, TRACKED, txidOf } from './factories.ts';

/** 25,000 payments, 70,000 messages, 728 days with 70 images each. */
export async function plantScale(store: Store): Promise<void> {
  const lease = await leaseOf(store);
  for (let from = 0; from < 25_000; from += 1_000) {
    const payments = keyed(
      Array.from({ length: 1_000 }, (_, at) =>
        payment({ txid: txidOf(200_000 + from + at), block_height: 2_100_000 + from + at, amount_sat: String(7 + at) })
      )
    );
    const facts = payments.map(({ txid, block_height, block_hash, block_time, amount_sat, from_address }) => ({
      txid,
      height: block_height,
      block_hash,
      block_time,
      payload: JSON.stringify({ p: from_address, o: [[TRACKED, amount_sat]], r: [`6a40${txid}`] })
    }));
    const affected = keySet(payments.map(({ txid }) => txid));
    await store.query('store_payments', { ...noPayments, ...lease, facts, payments, affected });
  }
  for (let from = 0; from < 70_000; from += 2_000) {
    const messages = Object.fromEntries(
      Array.from({ length: 2_000 }, (_, at) => [txidOf(400_000 + from + at), messageOf(from + at)])
    );
    await store.query('store_app_messages', { ...lease, messages, status: {}, now: NOON });
  }
  const kind = { category: 'other', slug: 'thing', label: 'Thing' } as const;
  const names = Array.from({ length: 70 }, (_, at) => `owner/image${at}:latest`);
  const images = Object.fromEntries(names.map((name) => [name, { ...kind, repository: name.split(':')[0]! }]));
  for (let ago = 1; ago <= 728; ago++) {
    const date = addDays('2026-03-18', -ago);
    const rows = names.map((image_name, at) => ({ date, image_name, instance_count: at, category_count: at }));
    await store.query('store_repo_rows', { ...lease, images, rows, products: [] });
  }
}

function messageOf(at: number) {
  const component = { name: 'web', image: `owner/image${at % 70}:latest`, cpu: 1, ramMb: 2_000, hddGb: 20 };
  return {
    type: 'register' as const,
    txid: txidOf(at),
    height: at,
    value_sat: '100000000',
    timestamp_ms: 1_700_000_000_000 + at,
    app_name: `app${at}`,
    owner: '1Owner',
    spec_version: 8,
    components: JSON.stringify([component, component]),
    instances: 3,
    expire: 88_000,
    end_time: null,
    geolocation: '["acEU"]',
    is_encrypted: 0 as const
  };
}
