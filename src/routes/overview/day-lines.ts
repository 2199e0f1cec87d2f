/** Days of the API's answers as the lines of the overview's chart: one value per day and line, null where not known. */
import type { categoryRepos, nodesCategory } from '../../lib/contract/history/categories.ts';
import type { Answer } from '../../lib/contract/kit/endpoint.ts';
import type { DailyRevenueUsd } from '../../lib/contract/ledger/history.ts';
import type { FullSnapshot } from '../../lib/contract/history/snapshots.ts';
import type { DaySeries } from '../../lib/ui/chart/day-series.ts';

type NodesDay = Answer<typeof nodesCategory>['history'][number];

/** More lines than colours would be a tangle; the others are summed up in one. */
const PRODUCTS = 6;
const OTHERS = 'others';
const tiers = [
  ['cumulus', 'Cumulus'],
  ['nimbus', 'Nimbus'],
  ['stratus', 'Stratus']
] as const;
const resources = [
  ['cpu', 'CPU'],
  ['ram', 'RAM'],
  ['storage', 'Storage']
] as const;

type Given = string | number | null;

export function gauge<Day>(key: string, label: string, days: readonly Day[], of: (day: Day) => Given): DaySeries {
  return { key, label, kind: 'gauge', values: days.map(of) };
}

export function flow<Day>(key: string, label: string, days: readonly Day[], of: (day: Day) => Given): DaySeries {
  return { key, label, kind: 'flow', values: days.map(of) };
}

/** A sum in dollars leaves out payments without a price, and says how many. */
export function usdLines(days: readonly DailyRevenueUsd[]): DaySeries[] {
  return [
    {
      key: 'revenue',
      label: 'Revenue',
      kind: 'flow',
      values: days.map(({ revenueUsd }) => revenueUsd),
      payments: {
        priced: days.map(({ pricedCount }) => pricedCount),
        all: days.map(({ totalCount }) => totalCount)
      }
    }
  ];
}

export function tierLines(days: readonly NodesDay[]): DaySeries[] {
  return tiers.map(([tier, label]) => gauge(tier, label, days, (day) => day[tier]));
}

/** A product that a known day does not name had no container there; null is before it was first recognised. */
export function productLines({ products, data }: Answer<typeof categoryRepos>): DaySeries[] {
  const shown = products.slice(0, PRODUCTS);
  const names = new Set(shown.map(({ slug }) => slug));
  const lines = shown.map(({ slug, label }) => gauge(slug, label, data, ({ counts }) => countOf(counts, slug)));
  if (products.length === shown.length) return lines;
  const rest = `${products.length - shown.length} others`;
  const restOf = (counts: Counts) =>
    sumKnown(products.filter(({ slug }) => !names.has(slug)).map(({ slug }) => countOf(counts, slug)));
  return [...lines, gauge(OTHERS, rest, data, ({ counts }) => counts && restOf(counts))];
}

type Counts = Record<string, number | null>;

function countOf(counts: Counts | null, slug: string): number | null {
  if (counts === null) return null;
  const count = counts[slug];
  return count === undefined ? 0 : count;
}

/** null when none of them was recognised yet. */
function sumKnown(counts: readonly (number | null)[]): number | null {
  const known = counts.filter((count) => count !== null);
  return known.length === 0 ? null : known.reduce((total, count) => total + count, 0);
}

export function collateralLines(days: readonly FullSnapshot[]): DaySeries[] {
  return tiers.map(([tier, label]) => gauge(tier, label, days, ({ collateral }) => collateral[tier]));
}

/** Of several days the sums are divided: a mean of percentages would weigh a small day like a large one. */
export function utilizationLines(days: readonly FullSnapshot[]): DaySeries[] {
  return resources.map(([key, label]) => ({
    key,
    label,
    kind: 'ratio',
    parts: days.map(({ cloud }) => cloud[key].used),
    wholes: days.map(({ cloud }) => cloud[key].total)
  }));
}

export function resourceLines(key: 'cpu' | 'ram' | 'storage', days: readonly FullSnapshot[]): DaySeries[] {
  return [
    gauge('used', 'In use', days, ({ cloud }) => cloud[key].used),
    gauge('total', 'All', days, ({ cloud }) => cloud[key].total)
  ];
}

export function kindLines(days: readonly FullSnapshot[]): DaySeries[] {
  return [
    gauge('docker', 'Docker', days, ({ apps }) => apps.dockerapps),
    gauge('git', 'Git', days, ({ apps }) => apps.gitapps)
  ];
}
