/** What the payments of each day were for, and who made them. */
import type * as wire from '../../../../contract/insights/revenue.ts';
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import type { Coverage } from '../../../../contract/kit/figures.ts';
import { BLOCKS_PER_DAY } from '../../../../domain/apps/app-resources.ts';
import { hundredths } from '../../../../domain/insights/app-now.ts';
import { formatFlux } from '../../../../domain/money/money.ts';
import { payers, perPayer, type Payer } from '../../../../domain/payments/payers.ts';
import { dateOf, eachDay } from '../../../../domain/time/periods.ts';
import { freshnessOf, rangeOf, type ReadContext, readKnownDays } from '../../ledger/module.ts';
import { readBought, type Bought } from './bought.ts';

const unknownMix = { register: null, update: null, encrypted: null, unmatched: null, termDays: null };

export async function readMix(
  context: ReadContext,
  { query }: Pick<Parsed<typeof wire.mix>, 'query'>
): Promise<Answer<typeof wire.mix>> {
  const range = rangeOf(query, dateOf(context.now()));
  const [known, bought] = await Promise.all([readKnownDays(context), readBought(context, range)]);
  const byDay = Map.groupBy(bought, ({ date }) => date);
  const data = eachDay(range.start, range.end).map((date) => ({
    date,
    ...(known.has(date) ? mixOf(byDay.get(date) ?? []) : unknownMix)
  }));
  return { data, coverage: coverageOf(data, known.has), ...freshnessOf(known) };
}

function mixOf(rows: readonly Bought[]) {
  const count = (wanted: (row: Bought) => boolean) =>
    rows.reduce((sum, row) => (wanted(row) ? sum + row.payments : sum), 0);
  const timed = rows.filter(({ term }) => term !== null);
  const paid = timed.reduce((sum, { payments }) => sum + payments, 0);
  const blocks = timed.reduce((sum, { term }) => sum + (term ?? 0), 0);
  return {
    register: count(({ type }) => type === 'register'),
    update: count(({ type }) => type === 'update'),
    encrypted: count(({ isEncrypted }) => isEncrypted),
    unmatched: count(({ type }) => type === null),
    termDays: paid === 0 ? null : hundredths(blocks / paid / BLOCKS_PER_DAY)
  };
}

export async function readSources(
  context: ReadContext,
  { query }: Pick<Parsed<typeof wire.sources>, 'query'>
): Promise<Answer<typeof wire.sources>> {
  const range = rangeOf(query, dateOf(context.now()));
  const days = { start: range.start, end: range.end };
  const [known, rows] = await Promise.all([readKnownDays(context), context.store.query('revenue_of_sources', days)]);
  const byDay = Map.groupBy(rows, ({ date }) => date);
  const data = eachDay(range.start, range.end).map((date) => {
    if (!known.has(date)) return { date, organic: null, team: null, card: null, flux: null };
    const paid = perPayer(() => 0n);
    for (const row of byDay.get(date) ?? []) paid[row.source] += BigInt(row.amount_sat);
    const all = payers.reduce((sum, payer: Payer) => sum + paid[payer], 0n);
    return {
      date,
      organic: formatFlux(all - paid.team),
      team: formatFlux(paid.team),
      card: formatFlux(paid.fiat),
      flux: formatFlux(paid.other)
    };
  });
  return { data, coverage: coverageOf(data, known.has), ...freshnessOf(known) };
}

function coverageOf(days: readonly { date: string }[], has: (date: string) => boolean): Coverage | null {
  const known = days.filter(({ date }) => has(date)).length;
  return known === days.length ? null : { known, total: days.length, unit: 'days' };
}
