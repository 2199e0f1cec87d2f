/** One subscription as the projector stores it, and one agreement outside the chain, for tests of what is told of them. */
import type { DayRow, SubscriptionRow } from '../../lib/server/modules/subscriptions/statements.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { leaseOf, NOON, TRACKED, txidOf } from './factories.ts';

const PLANTED_SUBSCRIPTION = `${txidOf(700)}:${txidOf(701)}`;
const PLANTED_AGREEMENT = 'agr_planted';

/** What is planted, by the endpoint that asks for one of it. */
export const plantedIds: Record<string, string> = {
  subscription: PLANTED_SUBSCRIPTION,
  stream: PLANTED_SUBSCRIPTION,
  streamEnded: PLANTED_AGREEMENT
};

export async function plantSubscription(store: Store, differing: Partial<SubscriptionRow> = {}): Promise<void> {
  const lease = await leaseOf(store, 'subscriptions');
  await store.query('store_subscriptions', {
    ...lease,
    links: [],
    gone_links: {},
    rows: [{ ...row, ...differing }],
    removed: {},
    dirty_apps: {},
    dirty_day: '',
    processed: [],
    events: []
  });
  await store.query('store_subscription_days', { ...lease, from_date: day.date, days: [day], processed: [] });
  const agreement = {
    id: PLANTED_AGREEMENT,
    idempotency_key: 'planted',
    body_hash: '',
    sender: 'Council',
    recipient: 'Builder',
    deposit_sat: '100',
    rate_e18: '1',
    start_time: NOON - 10,
    end_time: NOON + 1_000,
    note: '',
    created_at: NOON - 10
  };
  await store.query('store_agreement', { agreement: [agreement] });
}

/** The day of the tip: of the payment's 88 FLUX half is earned. */
const day: DayRow = {
  date: '2026-03-18',
  height: 2_100_000,
  time: NOON,
  payment_count: 1,
  cash_sat: '8800000000',
  accrued_sat: '4400000000',
  breakage_sat: '0',
  deferred_sat: '4400000000'
};

/** Half of its term is over at the tip of planted stores, 2,100,000. */
const row: SubscriptionRow = {
  id: PLANTED_SUBSCRIPTION,
  order_height: 2_056_000,
  is_listed: 1,
  outcome: 'bought',
  app_name: 'shop',
  txid: txidOf(700),
  message_hash: txidOf(701),
  sender: 't1Buyer',
  owner: '1Owner',
  recipient: TRACKED,
  deposit_sat: '8800000000',
  deposit_usd: '600000',
  carried_in_sat: '0',
  carried_in_usd: '0',
  start_height: 2_056_000,
  start_time: NOON - 44_000 * 30,
  end_height: 2_144_000,
  end_time: null,
  stop_height: null,
  stop_time: null,
  stop_reason: null,
  left_sat: '0',
  last_height: 2_144_000,
  next_height: null,
  renewals: 0,
  term_days: 30,
  spec_version: 8,
  instances: 3,
  is_encrypted: 0,
  cpu_millicores: 500,
  ram_mb: 500,
  hdd_gb: 5
};
