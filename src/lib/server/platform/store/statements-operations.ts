/** Statements of operation: leases, jobs, audit, times that a wrong clock wrote. */
import type { AuditRow, Fenced, JobRow, JobState } from './rows.ts';

type None = Record<string, never>;

export interface OperationStatements {
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
    args: { id: string; state: Exclude<JobState, 'running'>; error: string | null; result: string | null; now: number };
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
  future_rows: { args: { today: string; latest: number }; row: { name: string; rows: number } };
  put_times_right: { args: Fenced & { today: string; now: number; latest: number }; row: never };
  schema_versions: { args: None; row: { version: string } };
}
