/** What a bitcoin has cost, day by day; what it costs now; lists and balances as others told them. */
import { bigint, exact, text, type Table, type TableFile } from '../../platform/store/table.ts';

const marketTables = {
  market_closes: {
    backup: 'rows',
    key: ['asset', 'currency', 'date'],
    columns: { asset: text, currency: text, date: text, price_e8: exact, source: text, fetched_at: bigint }
  },
  market_prices: {
    backup: 'installation',
    key: ['asset', 'currency'],
    columns: { asset: text, currency: text, price_e8: exact, source: text, as_of: bigint },
    isHidden: true
  },
  market_lists: {
    backup: 'installation',
    key: ['name'],
    columns: { name: text, body: text, source: text, as_of: bigint },
    isHidden: true
  },
  market_balances: {
    backup: 'installation',
    key: ['address'],
    columns: { address: text, amount_sat: exact, source: text, as_of: bigint },
    isHidden: true
  }
} as const satisfies Record<string, Table>;

type MarketTables = typeof marketTables;

declare module '../../platform/store/table.ts' {
  interface DeclaredTables extends MarketTables {}
}

export default { order: 8, tables: marketTables } satisfies TableFile;
