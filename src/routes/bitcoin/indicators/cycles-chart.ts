/**
 * Cycles laid over each other: every line begins at 1 on the day of its halving. The days along the axis are those of the
 * newest cycle, which the older ones are moved onto.
 */
import type { indicators } from '../../../lib/contract/markets/indicators.ts';
import type { Answer } from '../../../lib/contract/kit/endpoint.ts';
import { addDays } from '../../../lib/domain/time/periods.ts';
import type { ChartData } from '../../../lib/ui/chart/data.ts';
import { dayChart } from '../../../lib/ui/markets/day-chart.ts';

/** `own`: of these days along the axis alone. */
export function cyclesChart(
  { cycles }: Answer<typeof indicators>,
  own: { from: string; to: string } | null
): ChartData {
  const told = cycles?.cycles ?? [];
  const newest = told.at(-1)?.halving ?? '';
  return dayChart({
    title: 'Cycles since each halving',
    unit: 'x',
    lines: told.map(({ halving, data }) => ({
      key: `cycle-${halving.slice(0, 4)}`,
      label: `From ${halving}`,
      values: new Map(
        data
          .map(({ daysSince, index }) => [addDays(newest, daysSince), index] as const)
          .filter(([date]) => own === null || (date >= own.from && date <= own.to))
      )
    }))
  });
}
