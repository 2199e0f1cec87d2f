/** Keys of programs, as hashes. Restore adds what is missing: a key that is revoked here stays revoked. */
import { bigint, text, type Table, type TableFile } from '../../platform/store/table.ts';

const keyTables = {
  api_keys: {
    backup: 'rows',
    key: ['id'],
    columns: {
      id: text,
      name: text,
      prefix: text,
      hash: text,
      scopes: text,
      plan: text,
      created_at: bigint,
      expires_at: bigint,
      revoked_at: bigint,
      last_used_at: bigint
    },
    isAddedTo: true
  }
} as const satisfies Record<string, Table>;

type KeyTables = typeof keyTables;

declare module '../../platform/store/table.ts' {
  interface DeclaredTables extends KeyTables {}
}

export default { order: 9, tables: keyTables } satisfies TableFile;
