/** The payments of the story: nulls, text order, sums beyond 2^53, more than 1,000 rows. */
import type { PaymentRow } from '../../lib/server/platform/store/rows.ts';
import { keyed, NOON, payment, txidOf } from '../support/factories.ts';

export const DAY = 86_400;

const ODD_TEXTS = [
  'Zeta',
  'alpha',
  '_x',
  'a-b',
  'a b',
  'a%b',
  'a\\b',
  'Ärger',
  'ärger',
  'É',
  '日本語',
  '😀',
  "o'hara",
  '"q"'
];
/** 1,500 payments over 30 days and 40 apps, with gaps in every column that may have one. */
export function manyPayments(): PaymentRow[] {
  const sources = ['other', 'fiat', 'team'] as const;
  return keyed(
    Array.from({ length: 1_500 }, (_, at) =>
      payment({
        txid: txidOf(at),
        block_height: 2_000_000 + Math.floor(at / 3),
        block_time: NOON - 30 * DAY + at * 1_700,
        from_address: at % 11 === 0 ? 'Unknown' : `t1Payer${String(at % 40)}`,
        amount_sat: at % 100 === 0 ? '9007199254740993' : String(1 + at * 7_919),
        usd_micros: at % 7 === 0 ? null : at % 100 === 1 ? '9007199254740995' : String(at * 11),
        price_source: at % 7 === 0 ? null : at % 5 === 0 ? 'live' : 'close',
        message_hash: at % 3 === 0 ? txidOf(10_000 + at) : null,
        app_name: at % 9 === 0 ? null : at % 50 < 14 ? (ODD_TEXTS[at % 50] ?? '') : `app${String(at % 26)}`,
        app_type: at % 9 === 0 ? null : (['git', 'docker', 'fluxdrive', 'unregistered'] as const)[at % 4]!,
        source: sources[at % 3]!,
        settled: at >= 1_450 ? 0 : 1
      })
    )
  );
}

/** The UTC day some days before NOON. */
export function dayOf(daysBefore: number): string {
  return new Date((NOON - daysBefore * DAY) * 1_000).toISOString().slice(0, 10);
}
