/** Why revenue changed between two completed periods. */
import type * as wire from '../../../../contract/insights/revenue.ts';
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import { factors, whyRevenueChanged, type KindSums } from '../../../../domain/insights/why.ts';
import { formatFlux, percentOf } from '../../../../domain/money/money.ts';
import { eachDay } from '../../../../domain/time/periods.ts';
import { completedPeriods } from '../../../../domain/time/completed-periods.ts';
import type { Period } from '../../../../domain/time/periods.ts';
import { BadRequest } from '../../../platform/errors.ts';
import { freshnessOf, type ReadContext, readKnownDays, usdOf } from '../../ledger/module.ts';
import { readBought, type Bought } from './bought.ts';

export async function readWhy(
  context: ReadContext,
  { query: { period, end } }: Pick<Parsed<typeof wire.why>, 'query'>
): Promise<Answer<typeof wire.why>> {
  const { current, previous } = periodsOf(context.now(), period, end);
  const [known, after, before] = await Promise.all([
    readKnownDays(context),
    readBought(context, current),
    readBought(context, previous)
  ]);
  const days = eachDay(previous.start, current.end);
  const missing = days.filter((date) => !known.has(date));
  const isKnown = ({ start, end: last }: typeof current) => !missing.some((date) => date >= start && date <= last);
  const change = satOf(after) - satOf(before);
  const parts = missing.length > 0 ? null : whyRevenueChanged(kindsOf(before), kindsOf(after));
  const coverage =
    missing.length === 0 ? null : { known: days.length - missing.length, total: days.length, unit: 'days' as const };
  return {
    period,
    current: { ...current, ...sideOf(after, isKnown(current)) },
    previous: { ...previous, ...sideOf(before, isKnown(previous)) },
    change: missing.length > 0 ? null : formatFlux(change),
    parts: parts && {
      count: formatFlux(parts.count),
      term: formatFlux(parts.term),
      size: formatFlux(parts.size),
      price: formatFlux(parts.price),
      mix: formatFlux(parts.mix)
    },
    data:
      parts === null
        ? []
        : factors.map((factor) => ({
            factor,
            change: formatFlux(parts[factor]),
            share: percentOf(parts[factor], satOf(before))
          })),
    missing,
    coverage,
    ...freshnessOf(known)
  };
}

/** The two periods that are compared. BadRequest for a day of one that has not ended. */
export function periodsOf(now: number, period: Period, end: string | undefined) {
  try {
    return completedPeriods(now, period, end);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const message = 'a day of a period that has ended';
    throw new BadRequest(`end: ${message}`, [{ name: 'end', message }]);
  }
}

function sideOf(bought: readonly Bought[], isKnown: boolean) {
  if (!isKnown) return { revenue: null, payments: null, usd: null, pricedCount: null };
  const sums = {
    sat: satOf(bought),
    payments: bought.reduce((sum, { payments }) => sum + payments, 0),
    usdMicros: bought.reduce((sum, { usdMicros }) => sum + usdMicros, 0n),
    priced: bought.reduce((sum, { pricedCount }) => sum + pricedCount, 0)
  };
  return { revenue: formatFlux(sums.sat), payments: sums.payments, usd: usdOf(sums), pricedCount: sums.priced };
}

function satOf(bought: readonly Bought[]): bigint {
  return bought.reduce((sum, { sat }) => sum + sat, 0n);
}

/** One kind for each payer and each thing that is bought; what has no known term is a kind of its own. */
function kindsOf(bought: readonly Bought[]): KindSums[] {
  const kinds = Map.groupBy(bought, ({ payer, type, isEncrypted, term }) =>
    [payer, type, isEncrypted, term !== null].join(' ')
  );
  return [...kinds].map(([kind, rows]) => ({
    kind,
    payments: rows.reduce((sum, { payments }) => sum + payments, 0),
    sat: satOf(rows),
    term: rows.reduce<number | null>((sum, { term }) => (sum === null || term === null ? null : sum + term), 0),
    usdMicros: rows.reduce((sum, { usdMicros }) => sum + usdMicros, 0n),
    pricedSat: rows.reduce((sum, { pricedSat }) => sum + pricedSat, 0n)
  }));
}
