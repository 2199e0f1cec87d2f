/** How much of what is ordered runs, now and at the ends of past days. */
import type * as wire from '../../../../contract/insights/apps.ts';
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import { appCoverage } from '../../../../domain/insights/app-now.ts';
import { fillOf, type Fill } from '../../../../domain/insights/fill.ts';
import { percentOf } from '../../../../domain/money/money.ts';
import type { Freshness } from '../../../../contract/kit/figures.ts';
import type { ReadContext } from '../../ledger/module.ts';
import { readFigureDays } from './days.ts';
import { readAppsNow } from './network-facts.ts';

export async function readFill(
  context: ReadContext,
  { query: { history_days } }: Pick<Parsed<typeof wire.fill>, 'query'>
): Promise<Answer<typeof wire.fill>> {
  const [now, days] = await Promise.all([readFillNow(context), readFigureDays(context, 'fill', history_days)]);
  const history = days.map(({ date, parts: { running = 0, ordered = 0 } }) => ({
    date,
    fillPercent: percentOf(BigInt(running), BigInt(ordered)),
    running,
    ordered
  }));
  const { fill, total, asOf, stale } = now;
  if (fill === null) {
    const nothing = { fillPercent: null, running: null, ordered: null, missing: null, apps: null };
    return { ...nothing, history, coverage: { known: 0, total, unit: 'apps' }, asOf, stale };
  }
  const { known, ...figures } = fill;
  return { ...figures, history, coverage: appCoverage(known, total), asOf, stale };
}

/** `fill` null: there is no tip to hold ends against, or nobody has looked where apps run. */
export async function readFillNow(context: ReadContext): Promise<Freshness & { fill: Fill | null; total: number }> {
  const { tip, apps, asOf, stale } = await readAppsNow(context);
  return { fill: tip === null ? null : fillOf(apps, tip), total: apps.length, asOf, stale };
}
