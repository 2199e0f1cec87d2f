/** What jobs remember beside their rows: documents by name. Read first: cursors and states vouch for what follows. */
import { bigint, text, type Table, type TableFile } from '../table.ts';

const documentTables = {
  sync_status: {
    backup: 'rows',
    key: ['name'],
    columns: { name: text, value: text, updated_at: bigint },
    own: ['backup', 'bootstrap', 'drill']
  }
} as const satisfies Record<string, Table>;

type DocumentTables = typeof documentTables;

declare module '../table.ts' {
  interface DeclaredTables extends DocumentTables {}
}

export default { order: 0, tables: documentTables } satisfies TableFile;
