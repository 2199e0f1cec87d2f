/** Registration and update messages of apps. */
import { bigint, exact, integer, text, type Table, type TableFile } from '../../platform/store/table.ts';

const messageTables = {
  app_messages: {
    backup: 'rows',
    key: ['hash'],
    columns: {
      hash: text,
      type: text,
      txid: text,
      height: integer,
      value_sat: exact,
      timestamp_ms: bigint,
      app_name: text,
      owner: text,
      spec_version: integer,
      components: text,
      instances: integer,
      expire: integer,
      end_time: bigint,
      geolocation: text,
      is_encrypted: integer
    }
  }
} as const satisfies Record<string, Table>;

type MessageTables = typeof messageTables;

declare module '../../platform/store/table.ts' {
  interface DeclaredTables extends MessageTables {}
}

export default { order: 3, tables: messageTables } satisfies TableFile;
