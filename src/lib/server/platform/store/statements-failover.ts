/** Statements of failover: which of two databases is in use, as each of them knows it. */
type None = Record<string, never>;

export interface EpochRow {
  epoch: number;
  /** Whether the database that holds this row is the one in use since then. */
  is_active: 0 | 1;
  /** Unix seconds. */
  at: number;
  reason: string;
}

export interface FailoverStatements {
  newest_epoch: { args: None; row: EpochRow };
  begin_epoch: { args: EpochRow; row: EpochRow };
}
