/** Test support: payments whose names and amounts other tools stumble over, and what they come to. */
import type { PaymentRow } from '../../lib/server/platform/store/rows.ts';
import { NOON, payment, txidOf } from '../support/factories.ts';

type Planted = Omit<PaymentRow, 'sort_key'>;

/** Each is text that anybody may register. */
export const oddNames = [
  'a,b',
  'say "hi"',
  'two\nlines',
  'dos\r\nlines',
  '🚀 über',
  '=1+1',
  "=1+1'",
  '# rows=1 sha256=x',
  'a;b|c',
  ' blank '
];

/** Newest first in the export: number `at` of `count` is row `at` of the file. */
export function payments(count: number, over: (at: number) => Partial<Planted> = () => ({})): Planted[] {
  return Array.from({ length: count }, (_, at) =>
    payment({
      txid: txidOf(at),
      block_height: 2_000_000 + count - at,
      block_time: NOON - at,
      amount_sat: String(165_388_268 + at * 7),
      usd_micros: at % 7 === 0 ? null : String(330_001 + at),
      ...over(at)
    })
  );
}

/** The sum in FLUX with 8 decimals. */
export function sumOf(rows: readonly Planted[]): string {
  const sum = String(rows.reduce((total, { amount_sat }) => total + BigInt(amount_sat), 0n)).padStart(9, '0');
  return `${sum.slice(0, -8)}.${sum.slice(-8)}`;
}

/** The sum in USD with 8 decimals of those that have a value. */
export function usdOf(rows: readonly Planted[]): string {
  return sumOf(rows.map((row) => ({ ...row, amount_sat: String(BigInt(row.usd_micros ?? 0) * 100n) })));
}
