/** A panel about the market: as those of insights, with the reason where it cannot be shown. */
import { countText, UNKNOWN } from '../format/format.ts';
import type { Panel } from '../insights/panel.ts';

export interface MarketPanel extends Panel {
  /** null: it can be shown. */
  reason: string | null;
  status: string;
}

type Head = Pick<MarketPanel, 'reason' | 'status' | 'asOf' | 'stale'>;
type Body = Pick<Panel, 'id' | 'title' | 'note' | 'api'> &
  Partial<Pick<Panel, 'figures' | 'columns' | 'rows' | 'shown'>>;

/** "$1,900,000,000,000": worth that nobody knows to the cent. */
export function worthText(usd: number | null): string {
  return usd === null ? UNKNOWN : `$${countText(Math.round(usd))}`;
}

export function marketPanel({ reason, status, asOf, stale }: Head, body: Body): MarketPanel {
  const { rows = [] } = body;
  const empty = { figures: [], columns: [], shown: 20 };
  return { ...empty, ...body, rows, total: rows.length, reason, status, asOf, stale, coverage: null };
}
