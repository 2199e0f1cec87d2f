/** What an address was really paid: coinbase outputs by day, with what they were worth on that day. */
import type * as wire from '../../../../contract/insights/earnings.ts';
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import { formatFlux, formatUsd, usdMicros } from '../../../../domain/money/money.ts';
import { dateOf, eachDay } from '../../../../domain/time/periods.ts';
import { livePriceE8, readCurrent } from '../../census/module.ts';
import { freshnessAt, type ReadContext } from '../../ledger/module.ts';

/** Blocks are read ten minutes after each other, and half an hour after they were mined. */
const LIMIT_SECONDS = 3_600;

export async function readEarnings(context: ReadContext, address: string): Promise<Answer<typeof wire.earnings>> {
  const { store, now } = context;
  const today = dateOf(now());
  const [[known], rows, current] = await Promise.all([
    store.query('earnings_address', { address }),
    store.query('earnings_of', { address }),
    readCurrent(context)
  ]);
  if (known === undefined) {
    const nothing = { data: null, total: null, totalUsd: null, pricedDays: null, firstDate: null };
    return { address, ...nothing, coverage: null, asOf: null, stale: true };
  }
  const closes = await store.query('closes_in_range', { start: known.from_date, end: today });
  const priceOf = new Map(closes.map(({ date, price_e8 }) => [date, BigInt(price_e8)]));
  const live = livePriceE8(current);
  if (live !== null && !priceOf.has(today)) priceOf.set(today, live);
  const paid = new Map(
    rows.map(({ date, output_count, amount_sat }) => [date, { count: output_count, sat: BigInt(amount_sat) }])
  );
  let [total, totalUsd, pricedDays] = [0n, 0n, 0];
  const data = eachDay(known.from_date, today).map((date) => {
    const { count, sat } = paid.get(date) ?? { count: 0, sat: 0n };
    const price = priceOf.get(date);
    const usd = price === undefined ? null : usdMicros(sat, price);
    total += sat;
    totalUsd += usd ?? 0n;
    if (usd !== null) pricedDays++;
    return { date, payments: count, amount: formatFlux(sat), usd: usd === null ? null : formatUsd(usd) };
  });
  return {
    address,
    data,
    total: formatFlux(total),
    totalUsd: pricedDays === 0 ? null : formatUsd(totalUsd),
    pricedDays,
    firstDate: known.from_date,
    coverage: null,
    ...freshnessAt(known.read_at, now(), LIMIT_SECONDS)
  };
}

/** One line for each day; a value in dollars that is not known is empty. */
export async function readEarningsCsv(context: ReadContext, address: string): Promise<string> {
  const { data } = await readEarnings(context, address);
  const lines = (data ?? []).map(({ date, payments, amount, usd }) => [date, payments, amount, usd ?? '']);
  return [['date', 'payments', 'amount', 'usd'], ...lines].map((line) => `${line.join(',')}\r\n`).join('');
}
