/** Stored closes as figures are made of them, and what an answer says of where they come from and how old they are. */
import type { Freshness } from '../../../../contract/kit/figures.ts';
import type { History } from '../../../../contract/markets/closes.ts';
import type { Status } from '../../../../contract/markets/panel.ts';
import { closeOf, gapsIn, type Close } from '../../../../domain/markets/closes.ts';
import { addDays, dateOf, startOfDate } from '../../../../domain/time/periods.ts';
import type { ReadContext } from '../../ledger/module.ts';

export interface MarketContext extends Pick<ReadContext, 'store' | 'now'> {
  /** Off: nothing about Bitcoin is asked, and nothing shown. */
  isBitcoinOn: boolean;
}

export interface StoredCloses {
  closes: Close[];
  history: History;
}

export const OFF = 'Bitcoin is switched off here (BITCOIN=off).';

export async function readCloses({ store }: MarketContext, currency: string): Promise<StoredCloses> {
  const rows = await store.query('market_closes_of', { asset: 'BTC', currency });
  const closes = rows.map(({ date, price_e8 }) => closeOf(date, BigInt(price_e8)));
  return { closes, history: historyOf(closes, rows) };
}

export function historyOf(closes: readonly Close[], told: readonly { source: string }[]): History {
  const gaps = gapsIn(closes);
  const sources: Record<string, number> = {};
  for (const { source } of told) sources[source] = (sources[source] ?? 0) + 1;
  return {
    first: closes[0]?.date ?? null,
    last: closes.at(-1)?.date ?? null,
    count: closes.length,
    missingDays: gaps.reduce((sum, { days }) => sum + days, 0),
    gaps,
    sources
  };
}

/** A close is of the end of its day. It is stale when the day before yesterday's is not there either. */
export function closesFreshness(last: string | null, now: number): Freshness {
  if (last === null) return { asOf: null, stale: false };
  return { asOf: startOfDate(addDays(last, 1)), stale: last < addDays(dateOf(now), -2) };
}

/** Whether a panel of closes can be shown; what it says otherwise. */
export function closesStatus(isOn: boolean, count: number): { status: Status; reason: string | null } {
  if (!isOn) return { status: 'not configured', reason: OFF };
  if (count > 0) return { status: 'ok', reason: null };
  const reason = 'No daily close is known yet: neither the price history of MEMPOOL_URL nor Binance has answered.';
  return { status: 'not available', reason };
}
