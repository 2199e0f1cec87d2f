/** A stored list as its panel shows it. One that is damaged is not known: it is told anew in its time. */
import { z } from 'zod';
import type { MarketListRow } from '../statements.ts';
import { freshnessAt, panelOf, unavailable, type PanelHead } from './panels.ts';

export interface ReadList<Row> extends PanelHead {
  source: string | null;
  rows: Row[];
}

export function readList<Row>(
  stored: readonly MarketListRow[],
  {
    name,
    row,
    limitSeconds,
    now,
    isOn
  }: { name: string; row: z.ZodType<Row>; limitSeconds: number; now: number; isOn: boolean }
): ReadList<Row> {
  const list = stored.find((one) => one.name === name);
  const rows = list === undefined ? null : (z.array(row).safeParse(parsed(list.body)).data ?? null);
  if (list === undefined || rows === null) {
    const reason = 'CoinGecko (COINGECKO_URL) has not told this list yet.';
    return { ...unavailable(isOn, reason), source: null, rows: [] };
  }
  const freshness = freshnessAt(list.as_of, { now, limitSeconds });
  return { ...panelOf({ status: 'ok', reason: null }, freshness), source: 'CoinGecko', rows };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
