/** Replays and what they have laid aside. They are about what is stored here now: a backup holds none. */
import { bigint, integer, text, type Table, type TableFile } from '../../platform/store/table.ts';

const replayTables = {
  replays: {
    backup: 'installation',
    key: ['id'],
    columns: {
      id: text,
      projector: text,
      from_height: integer,
      to_height: integer,
      batch_size: integer,
      is_dry_run: integer,
      state: text,
      job_id: text,
      cursor: text,
      total_rows: bigint,
      replayed_rows: bigint,
      run_started_at: bigint,
      run_rows: bigint,
      started_at: bigint,
      finished_at: bigint,
      error: text
    },
    isHidden: true
  },
  replay_rows: {
    backup: 'installation',
    key: ['replay_id', 'key'],
    columns: {
      replay_id: text,
      key: text,
      height: integer,
      row_before: text,
      row_after: text,
      events: text,
      is_stale: integer
    },
    isHidden: true
  }
} as const satisfies Record<string, Table>;

type ReplayTables = typeof replayTables;

declare module '../../platform/store/table.ts' {
  interface DeclaredTables extends ReplayTables {}
}

export default {
  order: 12,
  tables: replayTables,
  columnLists: { replay: replayTables.replays.columns }
} satisfies TableFile;
