/** Statements of prices: one close a day. */
import type { CloseRow, CloseSource, Fenced } from '../../platform/store/rows.ts';
import type { StatusInput } from '../../platform/store/statements.ts';

export interface PriceStatements {
  store_closes: {
    args: Fenced & {
      closes: Record<string, { price_e8: string; source: CloseSource }>;
      status: StatusInput;
      now: number;
    };
    row: never;
  };
  closes_in_range: { args: { start: string; end: string }; row: CloseRow };
}

declare module '../../platform/store/store.ts' {
  interface Statements extends PriceStatements {}
}
