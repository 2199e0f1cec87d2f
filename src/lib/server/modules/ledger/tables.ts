/** The ledger: facts, payments, their roll-ups, and how far they are known. */
import { bigint, exact, integer, text, type Table, type TableFile } from '../../platform/store/table.ts';

/** Columns of a payment that visitors do not see. */
export const NOT_SHOWN = ['block_hash', 'message_hash', 'price_source'] as const;

const ledgerTables = {
  sync_cursors: {
    backup: 'rows',
    key: ['address'],
    columns: { address: text, height: integer, updated_at: bigint },
    isHidden: true
  },
  failed_txids: {
    backup: 'rows',
    key: ['txid'],
    columns: {
      txid: text,
      height: integer,
      reason: text,
      attempts: integer,
      first_failed_at: bigint,
      last_failed_at: bigint
    }
  },
  revenue_transactions: {
    backup: 'rows',
    key: ['txid'],
    columns: {
      sort_key: exact,
      txid: text,
      block_height: integer,
      block_hash: text,
      block_time: bigint,
      date: text,
      address: text,
      from_address: text,
      amount_sat: exact,
      usd_micros: exact,
      price_source: text,
      message_hash: text,
      app_name: text,
      app_type: text,
      source: text,
      settled: integer
    },
    restoreOrder: 'sort_key',
    count: 'COALESCE(SUM(payment_count), 0) FROM revenue_daily'
  },
  chain_transactions: {
    backup: 'rows',
    key: ['txid'],
    columns: { txid: text, height: integer, block_hash: text, block_time: bigint, payload: text }
  },
  reorgs: {
    backup: 'rows',
    key: ['id', 'txid'],
    columns: {
      id: text,
      txid: text,
      detected_at: bigint,
      old_height: integer,
      new_height: integer,
      amount_sat: exact
    }
  },
  revenue_daily: {
    backup: 'derived',
    key: ['date', 'source'],
    columns: {
      date: text,
      source: text,
      payment_count: integer,
      amount_sat: exact,
      usd_micros: exact,
      priced_count: integer
    }
  },
  revenue_apps: {
    backup: 'derived',
    key: ['app_name'],
    columns: {
      app_name: text,
      app_type: text,
      payment_count: integer,
      amount_sat: exact,
      usd_micros: exact,
      priced_count: integer,
      first_payment: bigint,
      last_payment: bigint
    }
  },
  revenue_block_ranges: {
    backup: 'derived',
    key: ['block_range', 'source'],
    columns: { block_range: integer, source: text, payment_count: integer },
    isHidden: true
  },
  revenue_kinds: {
    backup: 'derived',
    key: ['block_range', 'date', 'source', 'app_type'],
    columns: {
      block_range: integer,
      date: text,
      source: text,
      app_type: text,
      payment_count: integer,
      amount_sat: exact,
      usd_micros: exact,
      priced_count: integer
    },
    isHidden: true
  },
  revenue_payer_apps: {
    backup: 'derived',
    key: ['from_address', 'app_name'],
    columns: { from_address: text, app_name: text, payment_count: integer, amount_sat: exact },
    isHidden: true
  },
  revenue_payers: {
    backup: 'derived',
    key: ['from_address'],
    columns: {
      from_address: text,
      source: text,
      payment_count: integer,
      amount_sat: exact,
      usd_micros: exact,
      priced_count: integer,
      app_count: integer,
      first_payment: bigint,
      last_payment: bigint
    },
    isHidden: true
  },
  revenue_changes: {
    backup: 'installation',
    key: [],
    columns: {
      date: text,
      source: text,
      block_range: integer,
      app_name: text,
      app_type: text,
      from_address: text,
      payment_count: integer,
      amount_sat: exact,
      usd_micros: exact,
      priced_count: integer
    },
    isHidden: true
  }
} as const satisfies Record<string, Table>;

type LedgerTables = typeof ledgerTables;

declare module '../../platform/store/table.ts' {
  interface DeclaredTables extends LedgerTables {}
}

/** What visitors see of a payment (ShownPaymentRow). */
function shown(columns: Table['columns']): Table['columns'] {
  const hidden: readonly string[] = NOT_SHOWN;
  return Object.fromEntries(Object.entries(columns).filter(([name]) => !hidden.includes(name)));
}

export default {
  order: 2,
  tables: ledgerTables,
  columnLists: {
    payment: ledgerTables.revenue_transactions.columns,
    shown_payment: shown(ledgerTables.revenue_transactions.columns)
  }
} satisfies TableFile;
