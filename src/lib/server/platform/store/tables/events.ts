/**
 * The log of changes and its head. Neither is kept by a backup: numbers of one installation mean nothing in another, and a
 * restore begins the log anew (see @restarts_log in sql.ts).
 */
import { bigint, integer, text, type Table, type TableFile } from '../table.ts';

const eventTables = {
  events: {
    backup: 'installation',
    key: ['seq'],
    columns: {
      seq: bigint,
      id: text,
      type: text,
      version: integer,
      subject: text,
      height: integer,
      at: bigint,
      data: text
    },
    count: 'COALESCE(MAX(seq - floor_seq), 0) FROM event_head'
  },
  event_head: {
    backup: 'installation',
    key: ['name'],
    columns: { name: text, seq: bigint, floor_seq: bigint },
    isHidden: true
  }
} as const satisfies Record<string, Table>;

type EventTables = typeof eventTables;

declare module '../table.ts' {
  interface DeclaredTables extends EventTables {}
}

export default { order: 9, tables: eventTables } satisfies TableFile;
