/**
 * The daily series behind each metric of the overview's chart, from the same answers that the API gives to everybody.
 *
 * A question is asked here and its answer worked out later, at most once: visitors share answers for a moment.
 */
import { categoryHistory, categoryRepos, nodesCategory } from '../../lib/contract/history/categories.ts';
import { dailyRevenue, dailyRevenueUsd, type DailyRevenueUsd } from '../../lib/contract/ledger/history.ts';
import { repoHistory, repoLatest } from '../../lib/contract/history/repos.ts';
import { fullSnapshots, snapshots, type FullSnapshot } from '../../lib/contract/history/snapshots.ts';
import type { daysAsked } from '../../lib/ui/chart/range.ts';
import type { DaySeries } from '../../lib/ui/chart/day-series.ts';
import { countText } from '../../lib/ui/format/format.ts';
import * as lines from './day-lines.ts';
import type { ChartMetric } from './metrics.ts';
import type { ChartState } from './state.ts';

export interface Drawable {
  title: string;
  unit: string;
  dates: string[];
  series: DaySeries[];
  /** How much of the figures a sum covers, where not all. */
  coverage?: string | null;
  /** What there is none of where nothing is known: "payments". */
  what?: string;
}

export interface Source {
  /** The same object while it is the same answer. */
  answer: object;
  asOf: number | null;
  stale: boolean;
  /** The first day of which something is known; null = none, or not told. */
  firstDate: string | null;
  /** `lead`: so many of its first days are not part of the range. */
  draw: (lead: number) => Drawable;
  /** Of the chart of one image: what there is to choose from, most containers first. */
  images?: { chosen: string; options: string[] };
}

type Ask = App.Locals['ask'];
type Days = ReturnType<typeof daysAsked>;
type Asked = ChartMetric & Pick<ChartState, 'unit' | 'image'>;
type Of<C extends ChartState['category']> = Extract<Asked, { category: C }>;
type FullMetric = Exclude<Of<'nodes' | 'cloud' | 'applications'>['metric'], 'tiers' | 'total' | 'wordpress'>;

const IMAGES = 40;
const PAYMENTS = 'payments';

export async function askSeries(ask: Ask, chart: Asked, query: Days): Promise<Source> {
  switch (chart.category) {
    case 'revenue':
      return await askRevenue(ask, chart, query);
    case 'gaming':
    case 'crypto':
      return await askCategory(ask, chart, query);
    case 'nodes':
      if (chart.metric === 'tiers' || chart.metric === 'total') return await askNodes(ask, chart.metric, query);
      return await askFull(ask, chart.metric, query);
    case 'cloud':
      return await askFull(ask, chart.metric, query);
    case 'applications':
      if (chart.metric === 'kinds') return await askFull(ask, chart.metric, query);
      return await askContainers(ask, chart.metric, query);
    case 'repos':
      return await askImage(ask, chart.image, query);
  }
}

async function askRevenue(ask: Ask, { metric, unit }: Of<'revenue'>, query: Days): Promise<Source> {
  if (metric === 'price') {
    const answer = await ask(snapshots, { query });
    const title = 'Price of FLUX';
    return source(answer, answer.data, {
      title,
      unit: 'USD/FLUX',
      what: 'prices',
      series: (days) => [lines.gauge('price', title, days, ({ fluxPriceUsd }) => fluxPriceUsd)]
    });
  }
  if (metric === 'revenue' && unit === 'flux') {
    const answer = await ask(dailyRevenue, { query });
    return source(answer, answer.data, {
      title: 'Revenue',
      unit: 'FLUX',
      what: PAYMENTS,
      series: (days) => [lines.flow('revenue', 'Revenue', days, (day) => day.revenue)]
    });
  }
  const answer = await ask(dailyRevenueUsd, { query });
  if (metric === 'payments') {
    return source(answer, answer.data, {
      title: 'Payments',
      unit: '',
      what: PAYMENTS,
      series: (days) => [lines.flow('payments', 'Payments', days, ({ totalCount }) => totalCount)]
    });
  }
  return source(answer, answer.data, {
    title: 'Revenue',
    unit: 'USD',
    what: PAYMENTS,
    series: lines.usdLines,
    coverage: pricedText
  });
}

async function askCategory(ask: Ask, { category, metric }: Of<'gaming'> | Of<'crypto'>, query: Days): Promise<Source> {
  const title = { gaming: 'Game servers', crypto: 'Crypto nodes' }[category];
  const what = title.toLowerCase();
  if (metric === 'total') {
    const answer = await ask(categoryHistory, { params: { category }, query });
    return source(answer, answer.data, {
      title,
      unit: '',
      what,
      series: (days) => [lines.gauge('total', title, days, ({ total }) => total)]
    });
  }
  const answer = await ask(categoryRepos, { params: { category }, query });
  return source(answer, answer.data, { title, unit: '', what, series: () => lines.productLines(answer) });
}

async function askNodes(ask: Ask, metric: 'tiers' | 'total', query: Days): Promise<Source> {
  const answer = await ask(nodesCategory, { query });
  return source({ ...answer.current, firstDate: answer.firstDate }, answer.history, {
    answer,
    title: 'Nodes',
    what: 'snapshots',
    unit: '',
    series: (days) =>
      metric === 'total' ? [lines.gauge('total', 'Nodes', days, ({ total }) => total)] : lines.tierLines(days)
  });
}

async function askContainers(ask: Ask, metric: 'total' | 'wordpress', query: Days): Promise<Source> {
  const answer = await ask(snapshots, { query });
  const [key, title] = { total: ['apps', 'Containers'] as const, wordpress: ['wordpress', 'WordPress'] as const }[
    metric
  ];
  return source(answer, answer.data, {
    title,
    unit: '',
    series: (days) => [lines.gauge(key, title, days, (day) => day[key])]
  });
}

const full: Record<FullMetric, Drawing<FullSnapshot>> = {
  wallets: {
    title: 'Wallets',
    unit: '',
    series: (days) => [lines.gauge('wallets', 'Wallets', days, ({ wallets }) => wallets.unique)]
  },
  collateral: { title: 'Collateral', unit: 'FLUX', series: lines.collateralLines },
  utilization: { title: 'Cloud in use', unit: '%', series: lines.utilizationLines },
  cpu: { title: 'CPU', unit: 'threads', series: (days) => lines.resourceLines('cpu', days) },
  ram: { title: 'RAM', unit: 'GB', series: (days) => lines.resourceLines('ram', days) },
  storage: { title: 'Storage', unit: 'GB', series: (days) => lines.resourceLines('storage', days) },
  kinds: { title: 'Containers by kind', unit: '', series: lines.kindLines }
};

async function askFull(ask: Ask, metric: FullMetric, query: Days): Promise<Source> {
  const answer = await ask(fullSnapshots, { query });
  return source(answer, answer.data, full[metric]);
}

/** Without a name, the image with most containers. */
async function askImage(ask: Ask, image: string | null, query: Days): Promise<Source> {
  const latest = await ask(repoLatest, {});
  const options = (latest.repos ?? []).slice(0, IMAGES).map((repo) => repo.image);
  const chosen = image ?? options[0];
  if (chosen === undefined) {
    return {
      ...source(latest, [], { title: 'Containers', unit: '', series: () => [] }),
      images: { chosen: '', options }
    };
  }
  const answer = await ask(repoHistory, { query: { image: chosen, ...query } });
  const title = `Containers of ${answer.repository}`;
  const drawn = source(answer, answer.data, {
    title,
    unit: '',
    what: 'containers of this image',
    series: (days) => [lines.gauge('containers', 'Containers', days, ({ instanceCount }) => instanceCount)]
  });
  return { ...drawn, images: { chosen, options } };
}

interface Drawing<Day> {
  /** What the series is of, where that is not what tells its age. */
  answer?: object;
  title: string;
  what?: string;
  unit: string;
  series: (days: readonly Day[]) => DaySeries[];
  coverage?: (days: readonly Day[]) => string | null;
}

function source<Day extends { date: string }>(
  told: { asOf: number | null; stale: boolean; firstDate?: string | null | undefined },
  days: readonly Day[],
  { answer = told, title, unit, what = 'snapshots', series, coverage }: Drawing<Day>
): Source {
  return {
    answer,
    asOf: told.asOf,
    stale: told.stale,
    firstDate: told.firstDate ?? null,
    draw: (lead) => ({
      title,
      unit,
      what,
      dates: days.map(({ date }) => date),
      series: series(days),
      coverage: coverage?.(days.slice(lead)) ?? null
    })
  };
}

function pricedText(days: readonly DailyRevenueUsd[]): string | null {
  const priced = days.reduce((sum, { pricedCount }) => sum + (pricedCount ?? 0), 0);
  const total = days.reduce((sum, { totalCount }) => sum + (totalCount ?? 0), 0);
  return priced === total ? null : `${countText(priced)} of ${countText(total)} payments have a price.`;
}
