/** What a coin has cost, day by day. */
import { bigint, exact, text, type Table, type TableFile } from '../../platform/store/table.ts';

const priceTables = {
  flux_price_history: {
    backup: 'rows',
    key: ['date'],
    columns: { date: text, price_e8: exact, source: text, fetched_at: bigint, applied_e8: exact }
  }
} as const satisfies Record<string, Table>;

type PriceTables = typeof priceTables;

declare module '../../platform/store/table.ts' {
  interface DeclaredTables extends PriceTables {}
}

export default { order: 1, tables: priceTables } satisfies TableFile;
