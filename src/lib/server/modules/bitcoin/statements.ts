/** Statements of Bitcoin. Satoshi are text. */
import type { Fenced } from '../../platform/store/rows.ts';

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

export interface BitcoinStatements {
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
