/** Statements of the API about subscriptions. Sums of satoshi and micro-dollars are text. */
import type { NothingBought } from '../../../domain/subscriptions/purchases.ts';
import type { DayRow, NetworkRow, SubscriptionRow } from './statements.ts';

type None = Record<string, never>;

export interface SelectionArgs {
  by: 'app' | 'sender' | 'owner' | 'recipient' | 'all';
  app: string;
  sender: string;
  owner: string;
  recipient: string;
  status: string;
  at_height: number;
  at_time: number;
}

type PageArgs = SelectionArgs & { height: number; id: string; limit: number };

export interface AgreementRow {
  id: string;
  idempotency_key: string;
  body_hash: string;
  sender: string;
  recipient: string;
  deposit_sat: string;
  rate_e18: string;
  start_time: number;
  end_time: number;
  note: string;
  created_at: number;
  ended_at: number | null;
}

export interface ReadSubscriptionStatements {
  network_lives_at: { args: { height: number; time: number; with_owners: 0 | 1 }; row: NetworkRow };
  network_observed_at: {
    args: { time: number };
    row: { kind: 'instances' | 'cumulus' | 'nimbus' | 'stratus'; seen: number; since: number | null };
  };
  store_agreement: { args: { agreement: Omit<AgreementRow, 'ended_at'>[] }; row: { id: string } };
  agreement_of: { args: { id: string; key: string }; row: AgreementRow };
  end_agreement: { args: { id: string; now: number }; row: { id: string } };
  agreements_all: { args: None; row: AgreementRow };
  subscriptions_newest: { args: PageArgs; row: SubscriptionRow };
  subscriptions_oldest: { args: PageArgs; row: SubscriptionRow };
  subscriptions_count: { args: SelectionArgs; row: { total: number } };
  subscription_by_id: { args: { id: string }; row: SubscriptionRow };
  subscriptions_of_app: { args: { app_name: string }; row: SubscriptionRow };
  subscription_nothing: {
    args: None;
    row: { outcome: NothingBought; payments: number; amount_sat: string; usd_micros: string; priced_count: number };
  };
  subscriptions_cancelled: { args: { id: string; limit: number }; row: SubscriptionRow };
  subscription_days_between: { args: { start: string; end: string }; row: DayRow };
  subscription_day_at: {
    args: { date: string; height: number };
    row: { date: string; height: number; time: number; is_above: 0 | 1 };
  };
  subscription_totals: {
    args: None;
    row: { cash_sat: string; accrued_sat: string; breakage_sat: string; first_date: string | null };
  };
  subscription_outcomes: {
    args: { tip: number; grace: number; blocks: number };
    row: { period: number; renewals_class: number; term_class: number; kept: number; lost: number };
  };
}

declare module '../../platform/store/store.ts' {
  interface Statements extends ReadSubscriptionStatements {}
}
