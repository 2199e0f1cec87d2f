/** Statements of subscriptions. Sums of satoshi and micro-dollars are text. */
import type { NothingBought } from '../../../domain/subscriptions/purchases.ts';
import type { StopReason } from '../../../domain/subscriptions/accrual.ts';
import type { Fenced, KeySet, Telling } from '../../platform/store/rows.ts';

export interface ChangeRow {
  kind: 'tx' | 'app' | 'days';
  key: string;
  revision: number;
}

/** A transaction as fact and as payment; without a height it is neither. */
export interface TransactionRow {
  txid: string;
  height: number | null;
  block_time: number | null;
  payload: string | null;
  message_hash: string | null;
  from_address: string | null;
  address: string | null;
  amount_sat: string | null;
  usd_micros: string | null;
}

export interface LinkRow {
  txid: string;
  /** Empty: it names none. */
  message_hash: string;
  height: number;
  block_time: number;
  is_free: 0 | 1;
  amount_sat: string;
  usd_micros: string | null;
  sender: string;
  recipient: string;
}

export interface LifeMessageRow {
  hash: string;
  type: 'register' | 'update';
  txid: string | null;
  height: number;
  app_name: string;
  owner: string;
  spec_version: number | null;
  components: string;
  instances: number | null;
  expire: number | null;
  end_time: number | null;
  is_encrypted: 0 | 1;
}

export interface SubscriptionRow {
  id: string;
  order_height: number;
  is_listed: 0 | 1;
  outcome: 'bought' | 'unpaid' | NothingBought;
  app_name: string | null;
  txid: string;
  message_hash: string;
  sender: string | null;
  owner: string | null;
  recipient: string | null;
  deposit_sat: string;
  deposit_usd: string | null;
  carried_in_sat: string;
  carried_in_usd: string | null;
  start_height: number;
  start_time: number;
  end_height: number | null;
  end_time: number | null;
  stop_height: number | null;
  stop_time: number | null;
  stop_reason: StopReason | null;
  left_sat: string;
  last_height: number;
  next_height: number | null;
  renewals: number;
  term_days: number | null;
  spec_version: number | null;
  instances: number | null;
  is_encrypted: 0 | 1 | null;
  cpu_millicores: number | null;
  ram_mb: number | null;
  hdd_gb: number | null;
}

export interface DayRow {
  date: string;
  height: number;
  time: number;
  payment_count: number;
  cash_sat: string;
  accrued_sat: string;
  breakage_sat: string;
  deferred_sat: string;
}

export interface StoreSubscriptionsArgs extends Fenced, Telling {
  links: LinkRow[];
  gone_links: KeySet;
  rows: SubscriptionRow[];
  removed: KeySet;
  dirty_apps: KeySet;
  /** Empty: no day. */
  dirty_day: string;
  processed: ChangeRow[];
}

/** Sums over all apps that last, with an empty `owner`; or the apps of one owner, and nothing else. */
export interface NetworkRow {
  owner: string;
  apps: number;
  owners: number;
  encrypted: number;
  counted: number;
  instances: number;
  readable: number;
  cpu_millicores: string;
  ram_mb: string;
  hdd_gb: string;
}

/** The network at a block, without the number of owners, which their list tells. */
export interface CheckpointRow extends Omit<NetworkRow, 'owner' | 'owners'> {
  height: number;
  time: number;
}

export interface SubscriptionStatements {
  newest_checkpoint: { args: Record<string, never>; row: { height: number | null; first_height: number | null } };
  store_subscription_checkpoint: { args: Fenced & { checkpoint: CheckpointRow[]; owners: string }; row: never };
  subscription_changes_next: { args: { kind: ChangeRow['kind']; limit: number }; row: ChangeRow };
  subscription_changes_count: { args: Record<string, never>; row: { kind: ChangeRow['kind']; changes: number } };
  subscription_transactions: { args: { txids: KeySet }; row: TransactionRow };
  subscription_gone: { args: { txids: KeySet }; row: { txid: string; height: number; is_payment: 0 | 1 } };
  subscription_links_of: { args: { txids: KeySet; hashes: KeySet }; row: LinkRow };
  subscription_apps_of: {
    args: { hashes: KeySet; txids: KeySet };
    row: { hash: string; app_name: string; txid: string | null };
  };
  subscription_messages: { args: { apps: KeySet }; row: LifeMessageRow };
  subscriptions_stored: { args: { apps: KeySet; txids: KeySet }; row: SubscriptionRow };
  store_subscriptions: { args: StoreSubscriptionsArgs; row: never };
  subscriptions_ending: {
    args: { from_height: number; to_height: number; from_time: number; to_time: number; after: string; limit: number };
    row: SubscriptionRow;
  };
  free_updates_unknown: {
    args: { from_time: number; limit: number };
    row: { message_hash: string; block_time: number };
  };
  mark_subscriptions: { args: Fenced; row: never };
  subscription_start: { args: Record<string, never>; row: { name: string } };
  subscription_day_bounds: {
    args: { from_time: number };
    row: { day: number; min_height: number; max_height: number; min_time: number; max_time: number };
  };
  subscriptions_after: { args: { last_height: number; id: string; limit: number }; row: SubscriptionRow };
  subscription_day_before: {
    args: { date: string };
    row: { date: string; height: number; time: number; deferred_sat: string; newest: string };
  };
  store_subscription_days: {
    args: Fenced & { from_date: string; days: DayRow[]; processed: ChangeRow[] };
    row: never;
  };
}

declare module '../../platform/store/store.ts' {
  interface Statements extends SubscriptionStatements {}
}
