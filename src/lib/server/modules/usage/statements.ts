/** Statements of metering. Amounts are high * 10^15 + low (domain/usage/tokens.ts). */
import type { Telling } from '../../platform/store/rows.ts';

export interface TenantRow {
  name: string;
  kind: TenantKind;
  plan: 'alert' | 'enforce';
  /** JSON of BillingRule[]. */
  billing: string;
  version: number;
  quota_high: number | null;
  quota_low: number | null;
  warn_high: number | null;
  warn_low: number | null;
  slack_url: string | null;
  created_at: number;
  updated_at: number;
}
/** app: anything that an operator meters; key: a program that uses our API; upstream: a service that we use. */
export type TenantKind = 'app' | 'key' | 'upstream';

interface Amount {
  tokens_high: number;
  tokens_low: number;
  event_count: number;
}
export interface PeriodRow extends Amount {
  tenant: string;
  period_start: number;
}
export interface Crossing {
  tenant: string;
  period_start: number;
  threshold: 80 | 100;
}
export interface UntoldCrossing extends Crossing, Pick<Amount, 'tokens_high' | 'tokens_low'> {
  crossed_at: number;
  period_end: number;
  quota_high: number | null;
  quota_low: number | null;
  slack_url: string | null;
}
/** A sum over many rows: high * 10^15 + mid * 10^6 + small. */
export interface SumRow {
  high: number;
  mid: number;
  small: number;
  events: number;
}

interface Counted {
  high: number;
  low: number;
  events: number;
}
export interface MeterWrite {
  /** Each tenant with the version and a period that it is counted by. */
  tenants: { tenant: string; version: number; period_start: number }[];
  metered: { id: string; tenant: string; feature: string; tokens: string; at: number; body: string | null }[];
  minutes: (Counted & { tenant: string; minute: number; feature: string })[];
  totals: (Counted & { tenant: string; period_start: number; period_end: number })[];
  now: number;
}

export interface UsageStatements {
  store_meter_events: { args: MeterWrite; row: Crossing };
  store_meter_tenant: {
    args: Omit<TenantRow, 'version' | 'created_at' | 'updated_at'> & {
      /** Of the row that this replaces; 0: there is none. */
      version: number;
      /** That tells Slack, if there is one. */
      webhook: string;
      period_start: number;
      rebuilt: readonly { period_start: number; period_end: number }[];
      rebuilt_from: number | null;
      now: number;
    };
    row: Crossing;
  };
  meter_tenant: { args: { name: string }; row: TenantRow };
  meter_tenant_page: {
    args: { kind: string; pattern: string; after: string; limit: number };
    row: TenantRow;
  };
  meter_events_known: { args: { ids: Record<string, 1> }; row: { id: string; body: string | null } };
  meter_used: { args: { periods: { tenant: string; period_start: number }[] }; row: PeriodRow };
  meter_features: { args: { tenant: string; from: number; to: number }; row: SumRow & { feature: string } };
  meter_series: {
    args: { tenant: string; feature: string; from: number; to: number; step: number; limit: number };
    row: SumRow & { at: number };
  };
  meter_crossed: { args: { tenant: string; period_start: number }; row: { threshold: 80 | 100; crossed_at: number } };
  meter_untold: { args: { limit: number }; row: UntoldCrossing };
  tell_meter_threshold: {
    args: Crossing &
      Telling & {
        crossed_at: number;
        webhook: string;
        /** JSON {tenant: 1}. */ subjects: string;
        secret: string;
        now: number;
      };
    row: never;
  };
  meter_floor: { args: Record<string, never>; row: { before: number } };
  meter_next_event: { args: { from: number }; row: { event_at: number | null; minute: number | null } };
  meter_events_prune: { args: { before: number; from: number; to: number; limit: number }; row: { at: number } };
  meter_drift_minutes: { args: { from: number; to: number }; row: { tenant: string } };
  meter_drift_totals: { args: { after: string; limit: number }; row: { tenant: string; drifts: 0 | 1 } };
}

declare module '../../platform/store/store.ts' {
  interface Statements extends UsageStatements {}
}
