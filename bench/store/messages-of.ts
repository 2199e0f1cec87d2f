/** The app messages that payments of the planted ledger pay for. */
import type { AppMessageRow, PaymentRow } from '../../src/lib/server/platform/store/rows.ts';
import type { BenchStore } from './bench-store.ts';

interface Place extends Pick<BenchStore, 'store' | 'lease'> {
  /** Unix seconds. */
  now: number;
}

export async function storeMessages({ store, lease, now }: Place, payments: PaymentRow[]): Promise<void> {
  if (payments.length === 0) return;
  const messages = Object.fromEntries(
    payments.flatMap((payment): [string, AppMessageRow][] => {
      const { message_hash, app_name } = payment;
      return message_hash === null || app_name === null ? [] : [[message_hash, messageOf(payment, app_name)]];
    })
  );
  await store.query('store_app_messages', { ...lease, messages, status: {}, now });
}

function messageOf(
  { txid, block_height, block_time, amount_sat, from_address }: PaymentRow,
  app: string
): AppMessageRow {
  return {
    type: 'update',
    txid,
    height: block_height,
    value_sat: amount_sat,
    timestamp_ms: block_time * 1000,
    app_name: app,
    owner: from_address,
    spec_version: 7,
    components: JSON.stringify([{ name: 'main', repotag: 'library/nginx:latest', cpu: 1, ramMb: 1000, hddGb: 10 }]),
    instances: 3,
    end_time: null,
    expire: 22_000,
    geolocation: '[]',
    is_encrypted: 0
  };
}
