/** What was seen of Bitcoin, and the newest figures of each panel. */
import { bigint, exact, integer, text, type Table, type TableFile } from '../../platform/store/table.ts';

const bitcoinTables = {
  bitcoin_blocks: {
    backup: 'rows',
    key: ['height'],
    columns: {
      height: integer,
      hash: text,
      time: bigint,
      version: bigint,
      tx_count: integer,
      size_bytes: integer,
      weight: integer,
      fees_sat: exact,
      subsidy_sat: exact,
      output_sat: exact,
      median_rate_e3: bigint,
      miner: text,
      source: text
    }
  },
  bitcoin_large_transactions: {
    backup: 'rows',
    key: ['txid'],
    columns: { txid: text, amount_sat: exact, fee_sat: exact, vsize: integer, seen_at: bigint },
    isHidden: true
  },
  bitcoin_panels: {
    backup: 'installation',
    key: ['name'],
    columns: {
      name: text,
      body: text,
      source: text,
      as_of: bigint,
      failed_at: bigint,
      state: text,
      reason: text
    },
    isHidden: true
  }
} as const satisfies Record<string, Table>;

type BitcoinTables = typeof bitcoinTables;

declare module '../../platform/store/table.ts' {
  interface DeclaredTables extends BitcoinTables {}
}

export default { order: 22, tables: bitcoinTables } satisfies TableFile;
