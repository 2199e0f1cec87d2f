/** Statements of Bitcoin. Satoshi are text. */
import type { Fenced, Telling } from '../../platform/store/rows.ts';

type None = Record<string, never>;

export interface PanelRow {
  name: string;
  /** JSON. */
  body: string | null;
  source: string | null;
  as_of: number | null;
  failed_at: number | null;
  state: string;
  reason: string | null;
}

export interface StepRow {
  /** Unix seconds. */
  start: number;
  blocks: number;
  counted_blocks: number;
  transactions: number;
  paid_blocks: number;
  fees_sat: string;
  moved_blocks: number;
  output_sat: string;
  rated_blocks: number;
  median_rate_e3: string;
}

export interface LargeRow {
  txid: string;
  amount_sat: string;
  fee_sat: string | null;
  vsize: number;
  seen_at: number;
}

export interface SeenBlock {
  height: number;
  hash: string;
  time: number;
  version: number | null;
  tx_count: number | null;
  size_bytes: number | null;
  weight: number | null;
  fees_sat: string | null;
  subsidy_sat: string | null;
  output_sat: string | null;
  median_rate_e3: number | null;
  miner: string | null;
}

export interface BitcoinStatements {
  bitcoin_blocks_above: { args: { height: number }; row: { height: number; hash: string } };
  store_bitcoin_blocks: {
    args: Fenced & Telling & { blocks: SeenBlock[]; tip: number; source: string };
    row: never;
  };
  bitcoin_block_steps: { args: { since: number; step: number }; row: StepRow };
  bitcoin_block_gaps: { args: { since: number }; row: { before_time: number; after_time: number } };
  bitcoin_blocks_span: {
    args: None;
    row: { first_time: number | null; last_time: number | null; blocks: number };
  };
  bitcoin_versions: { args: { blocks: number }; row: { version: number; blocks: number } };
  store_bitcoin_large: {
    args: Fenced & { transactions: Omit<LargeRow, 'seen_at'>[]; now: number };
    row: never;
  };
  bitcoin_large_since: { args: { since: number; limit: number }; row: LargeRow };
  bitcoin_large_first: { args: None; row: { seen_at: number | null } };
  bitcoin_panels_all: { args: None; row: PanelRow };
  store_bitcoin_panel: {
    args: Fenced & {
      name: string;
      body: string | null;
      source: string | null;
      state: string;
      reason: string | null;
      at: number;
    };
    row: never;
  };
}

declare module '../../platform/store/store.ts' {
  interface Statements extends BitcoinStatements {}
}
