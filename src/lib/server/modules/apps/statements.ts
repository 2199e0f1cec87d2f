/** Statements about single apps: what they are, where they run, what they paid. */
import type { AppSpecRow, NodeRow } from '../census/module.ts';
import type { AppRow } from '../ledger/module.ts';
import type { KeySet } from '../../platform/store/rows.ts';

type Days = { start: string; end: string };

export interface AppMessageSpecRow extends Omit<AppSpecRow, 'name' | 'end_height'> {
  registered_height: number | null;
}

export type AppTermRow = Pick<
  AppSpecRow,
  'name' | 'instances' | 'components' | 'is_encrypted' | 'height' | 'end_height' | 'end_time'
>;

export interface AppListRow {
  name: string;
  owner: string | null;
  instances: number | null;
  is_encrypted: 0 | 1 | null;
  components: string | null;
  end_height: number | null;
  end_time: number | null;
  is_live: 0 | 1;
  instance_count: number | null;
  app_type: AppRow['app_type'];
  payment_count: number | null;
  amount_sat: string | null;
  usd_micros: string | null;
  priced_count: number | null;
  first_payment: number | null;
  last_payment: number | null;
}
export type AppListPageRow = {
  total: number;
  sum_payments: number;
  sum_sat: string;
  sum_usd_micros: string;
  sum_priced: number;
} & (AppListRow | { [Column in keyof AppListRow]: null });

/** What the newest message of an app says of its term. */
export interface AppMessageTermRow extends Pick<
  AppMessageSpecRow,
  'owner' | 'height' | 'spec_version' | 'components' | 'instances' | 'expire' | 'end_time' | 'is_encrypted'
> {
  app_name: string;
}

export interface AppStatements {
  app_list: {
    args: {
      state: string;
      is_whole: 0 | 1;
      start: string;
      end: string;
      tip: number;
      now: number;
      until: number;
      owner: string;
      pattern: string;
      sort: string;
      direction: 1 | -1;
      skip: number;
      limit: number;
    };
    row: AppListPageRow;
  };
  app_terms: { args: { names: KeySet }; row: AppMessageTermRow };
  places_of_app: {
    args: { app_name: string };
    row: {
      ip: string;
      from_at: number;
      collateral: string | null;
      tier: NodeRow['tier'] | null;
      country: string | null;
      country_code: string | null;
      provider: string | null;
    };
  };
  observed_app: { args: { app_name: string }; row: { name: string } };
  app_intervals: {
    args: { app_name: string; from: number; to: number };
    row: { from_at: number; to_at: number | null };
  };
  observed_days_between: {
    args: Days & { kind: 'apps' | 'nodes' };
    row: { date: string; last_cycle_at: number };
  };
  app_spec: { args: { app_name: string }; row: AppSpecRow };
  app_message_newest: { args: { app_name: string }; row: AppMessageSpecRow };
  app_revenue: { args: { app_name: string }; row: AppRow };
  app_revenue_by_day: {
    args: Days & { app_name: string };
    row: { date: string; payment_count: number; amount_sat: string };
  };
  apps_deployed: { args: { from: number; to: number }; row: AppTermRow };
  apps_expiring: {
    args: { from: number; to: number; from_time: number; to_time: number };
    row: AppTermRow;
  };
}

declare module '../../platform/store/store.ts' {
  interface Statements extends AppStatements {}
}
