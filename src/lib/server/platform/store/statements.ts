/** Statements of the platform itself: leases, jobs, audit, stored documents, which of two databases is in use. */
import type { AuditRow, EventRow, Fenced, JobRow, JobState, KeySet, MetricRow, Telling } from './rows.ts';

type None = Record<string, never>;

/** Stored documents by name; `value` is JSON. */
export type StatusInput = Record<string, { value: string }>;

export interface EpochRow {
  epoch: number;
  /** Whether the database that holds this row is the one in use since then. */
  is_active: 0 | 1;
  /** Unix seconds. */
  at: number;
  reason: string;
}

export interface PlatformStatements {
  get_table_counts: { args: None; row: { name: string; rows: number } };
  database_bytes: { args: None; row: { bytes: number } };
  store_metric: { args: Fenced & { name: string; value: string; source: string; as_of: number }; row: never };
  store_status: { args: Fenced & { status: StatusInput; now: number }; row: never };
  tell: { args: Fenced & Telling & { status: StatusInput; now: number }; row: never };
  event_head: { args: None; row: { seq: number; floor_seq: number } };
  events_after: { args: { after: number; limit: number }; row: EventRow };
  events_of_type: { args: { type: string; after: number; until: number; limit: number }; row: EventRow };
  events_settled: { args: { after: number; until: number; limit: number }; row: EventRow };
  events_of_subject: {
    args: { types: KeySet; subject: string; after: number; until: number; limit: number };
    row: EventRow;
  };
  events_prune: { args: { before: number; limit: number }; row: never };
  current_metric: { args: { name: string }; row: MetricRow };
  sync_status: { args: None; row: { name: string; value: string; updated_at: number } };
  newest_epoch: { args: None; row: EpochRow };
  begin_epoch: { args: EpochRow; row: EpochRow };
  acquire_lease: {
    args: { name: string; holder: string; now: number; expires_at: number };
    row: { fence: number };
  };
  renew_lease: { args: { name: string; fence: number; expires_at: number }; row: { fence: number } };
  release_lease: { args: { name: string; fence: number }; row: never };
  job_start: {
    args: {
      id: string;
      name: string;
      requested_by: string;
      arguments: string;
      holder: string;
      none_since: number | null;
      now: number;
    };
    row: { id: string };
  };
  job_progress: { args: { id: string; done: number | null; total: number | null; now: number }; row: never };
  job_finish: {
    args: Telling & {
      id: string;
      state: Exclude<JobState, 'running'>;
      error: string | null;
      result: string | null;
      now: number;
    };
    row: never;
  };
  jobs_interrupted: { args: { silent_since: number; now: number }; row: { id: string; name: string } };
  jobs_list: { args: { limit: number }; row: JobRow };
  jobs_latest: { args: None; row: JobRow & { last_success: number | null } };
  job_by_id: { args: { id: string }; row: JobRow };
  jobs_prune: { args: { before: number; routine_before: number; limit: number }; row: never };
  audit_append: {
    args: {
      id: string;
      now: number;
      actor: string;
      client: string;
      action: string;
      detail: string;
      outcome: string;
    };
    row: never;
  };
  audit_prune: { args: { keep: number; before: number; limit: number }; row: never };
  audit_list: { args: { limit: number }; row: AuditRow };
  schema_versions: { args: None; row: { version: string } };
}
