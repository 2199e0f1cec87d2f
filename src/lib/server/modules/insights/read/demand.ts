/** Where the cores are and where they are used. */
import type * as wire from '../../../../contract/insights/network.ts';
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import { demandOf } from '../../../../domain/insights/demand.ts';
import { coverageNow, readCurrent } from '../../census/module.ts';
import type { ReadContext } from '../../ledger/module.ts';
import { readFigureDays, type Parts } from './days.ts';

export async function readDemand(
  context: ReadContext,
  { query: { history_days } }: Pick<Parsed<typeof wire.demand>, 'query'>
): Promise<Answer<typeof wire.demand>> {
  const [current, days] = await Promise.all([readCurrent(context), readFigureDays(context, 'demand', history_days)]);
  const { value, asOf, stale } = current('continents');
  const history = days.map(({ date, parts }) => ({
    date,
    continents: Object.fromEntries(
      demandOf(continentsIn(parts)).continents.map(({ code, usedPercent }) => [code, usedPercent])
    )
  }));
  const coverage = coverageNow(current, ['cpu']);
  if (value === null) return { continents: null, unknown: null, usedPercent: null, history, coverage, asOf, stale };
  return { ...demandOf(value), history, coverage, asOf, stale };
}

/** Parts `EU.cores` and `EU.locked`. */
function continentsIn(parts: Parts) {
  const codes = new Set(Object.keys(parts).map((part) => part.slice(0, part.indexOf('.'))));
  return [...codes].map((code) => ({
    code,
    machines: 0,
    cores: parts[`${code}.cores`] ?? 0,
    locked: parts[`${code}.locked`] ?? 0
  }));
}
