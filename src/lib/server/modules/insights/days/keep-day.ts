/**
 * Keeps of today what nobody could work out later: fill, demand, what outlives its payment, who holds the network.
 *
 * As with snapshots the first known value of a day stays, a later look adds what was unknown, and a figure that is too old
 * is not known. What follows from payments or messages alone is not kept: it can be made again.
 */
import type { Dimension, Weight } from '../../../../contract/insights/network.ts';
import type { Freshness } from '../../../../contract/kit/figures.ts';
import { STALE_AFTER_SECONDS } from '../../../../domain/census/current-figures.ts';
import { isWithin } from '../../../../domain/time/ages.ts';
import { dateOf } from '../../../../domain/time/periods.ts';
import type { Run, WorkDeps } from '../../../platform/jobs/run.ts';
import { readCurrent } from '../../census/module.ts';
import type { ReadContext } from '../../ledger/module.ts';
import { figureName, partsOfIndexes, readConcentrationNow } from '../read/concentration.ts';
import { readExpiredNow } from '../read/expired-running.ts';
import { readFillNow } from '../read/fill.ts';
import { weightsOf } from '../read/holdings.ts';

type Parts = Record<string, number>;

/** Figures that today has now and had not before. */
export async function keepDay(
  { store, now, context }: WorkDeps & { context: ReadContext },
  { lease, signal }: Run
): Promise<{ date: string; kept: string[] }> {
  const date = dateOf(now());
  const known = new Set((await store.query('insight_figures_of', { date })).map(({ figure }) => figure));
  const kept: string[] = [];
  for (const [figure, read] of Object.entries(figures)) {
    signal.throwIfAborted();
    if (known.has(figure)) continue;
    const { parts, asOf } = await read(context);
    if (parts === null || asOf === null || !isWithin(asOf, now(), STALE_AFTER_SECONDS - 1)) continue;
    const rows = Object.entries(parts).map(([part, value]) => ({ date, figure, part, value }));
    await store.query('store_insight_days', { ...lease, rows });
    kept.push(figure);
  }
  return { date, kept };
}

type ReadParts = (context: ReadContext) => Promise<Freshness & { parts: Parts | null }>;

const figures: Record<string, ReadParts> = {
  fill: async (context) => {
    const { fill, ...fresh } = await readFillNow(context);
    const parts = fill && { running: fill.running, ordered: fill.ordered, apps: fill.apps, known: fill.known };
    return { parts, ...fresh };
  },
  expired: async (context) => {
    const { expired, ...fresh } = await readExpiredNow(context);
    return { parts: expired && { apps: expired.apps, instances: expired.instances, known: expired.known }, ...fresh };
  },
  demand: async (context) => {
    const { value, ...fresh } = (await readCurrent(context))('continents');
    const parts = (value ?? []).flatMap(({ code, cores, locked }) => [
      [`${code}.cores`, cores] as const,
      [`${code}.locked`, locked] as const
    ]);
    return { parts: value === null ? null : Object.fromEntries(parts), ...fresh };
  },
  ...Object.fromEntries(
    (Object.entries(weightsOf) as [Dimension, readonly Weight[]][]).flatMap(([by, weights]) =>
      weights.map((weight) => [figureName(by, weight), indexesOf(by, weight)] as const)
    )
  )
};

function indexesOf(by: Dimension, weight: Weight): ReadParts {
  return async (context) => {
    const { groups, asOf, stale } = await readConcentrationNow(context, by, weight);
    return { parts: groups?.all ? partsOfIndexes(groups.all) : null, asOf, stale };
  };
}
