/** What figures were by day, where nobody could work it out later; what coinbases paid. */
import { bigint, exact, integer, text, type Table, type TableFile } from '../../platform/store/table.ts';

const insightTables = {
  insight_days: {
    backup: 'rows',
    key: ['figure', 'date', 'part'],
    columns: { figure: text, date: text, part: text, value: bigint }
  },
  coinbases: {
    backup: 'rows',
    key: ['height'],
    columns: { height: integer, block_hash: text, block_time: bigint, outputs: text },
    isHidden: true
  },
  earnings_addresses: {
    backup: 'installation',
    key: ['address'],
    columns: { address: text, from_height: integer, to_height: integer, from_date: text, read_at: bigint },
    isHidden: true
  },
  earnings_days: {
    backup: 'installation',
    key: ['address', 'date'],
    columns: { address: text, date: text, output_count: integer, amount_sat: exact },
    isHidden: true
  }
} as const satisfies Record<string, Table>;

type InsightTables = typeof insightTables;

declare module '../../platform/store/table.ts' {
  interface DeclaredTables extends InsightTables {}
}

export default { order: 6, tables: insightTables } satisfies TableFile;
