/** Statements of reports and alerts. */
import type { Fenced, Telling } from '../../platform/store/rows.ts';
import type { Period } from '../../../domain/time/periods.ts';

type None = Record<string, never>;

export interface AlertRow {
  id: string;
  rule: string;
  subject: string;
  opened_at: number;
  closed_at: number | null;
  /** JSON `{message, value, threshold}` */
  detail: string;
  is_silenced: 0 | 1;
}

export interface AlertRuleRow {
  rule: string;
  threshold: string | null;
  silenced_until: number | null;
  updated_at: number;
}

export interface ReportStatements {
  alert_rules_all: { args: None; row: AlertRuleRow };
  set_alert_rule: {
    args: {
      rule: string;
      threshold: string | null;
      has_threshold: 0 | 1;
      silenced_until: number | null;
      has_silence: 0 | 1;
      now: number;
    };
    row: never;
  };
  alert_states_all: { args: None; row: { rule: string; subject: string; state: string } };
  alerts_open: { args: None; row: AlertRow };
  store_alert_state: {
    args: Fenced &
      Telling & {
        rule: string;
        subject: string;
        state: string;
        opened_id: string;
        detail: string;
        is_silenced: 0 | 1;
        is_closed: 0 | 1;
        now: number;
      };
    row: never;
  };
  alerts_latest: { args: { limit: number }; row: AlertRow & { open_count: number } };
  alerts_prune: { args: Fenced & { before: number }; row: never };
  /** One row when the report is the first of its period. */
  store_report: {
    args: Fenced & Telling & { period: Period; end_date: string; body: string; now: number };
    row: { period: Period; end_date: string };
  };
  reports_made: { args: None; row: { period: Period; end_date: string } };
}

declare module '../../platform/store/store.ts' {
  interface Statements extends ReportStatements {}
}
