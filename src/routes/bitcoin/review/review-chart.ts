/** Bitcoin and Flux as a chart: what they cost, or how they have done since the first day of the range. */
import { review, reviewCurrencies, type Asset } from '../../../lib/contract/markets/review.ts';
import type { Answer } from '../../../lib/contract/kit/endpoint.ts';
import { plainText, type ChartData } from '../../../lib/ui/chart/data.ts';
import type { DrawnChart } from '../../../lib/ui/chart/model.ts';
import { changeText, exactPriceText, usdText } from '../../../lib/ui/format/format.ts';
import { gapsText, ownRangeIn } from '../../../lib/ui/markets/choices.ts';
import { dayChart, type Line } from '../../../lib/ui/markets/day-chart.ts';
import { choiceOf } from '../../../lib/ui/state/url-state.ts';

type Told = Answer<typeof review>;

export const shows = ['performance', 'price'] as const;
const ranges = ['year', 'cycle', 'all'] as const;

export function readReview(query: URLSearchParams) {
  const own = ownRangeIn(query);
  return {
    own,
    range: own === null ? choiceOf(query, 'range', ranges) : ('own' as const),
    currency: choiceOf(query, 'currency', reviewCurrencies),
    show: choiceOf(query, 'show', shows),
    isLog: query.get('scale') === 'log'
  };
}

export interface ReviewView {
  reason: string | null;
  range: Told['range'];
  assets: { asset: Asset; change: string; rows: { label: string; date: string; text: string }[]; method: string }[];
  /** What each history lacks, in sentences. */
  gaps: string[];
}

/** It as a page shows it. */
export type ReviewChart = ReviewView & DrawnChart;

export async function askReview(
  ask: App.Locals['ask'],
  query: URLSearchParams
): Promise<ReviewView & { data: ChartData; asOf: number | null; stale: boolean }> {
  const { own, range, currency, show, isLog } = readReview(query);
  const days = own === null ? { range } : { start_date: own.from, end_date: own.to };
  const told = await ask(review, { query: { currency, ...days } });
  return {
    reason: told.reason,
    range: told.range,
    assets: told.assets.map((one) => shownAsset(one, currency)),
    gaps: told.assets.flatMap(({ asset, history }) => {
      const text = gapsText(history);
      return text === null ? [] : [`${asset}: ${text}`];
    }),
    data: chartOf(told, { show, isLog }),
    asOf: told.asOf,
    stale: told.stale
  };
}

function shownAsset(
  { asset, performance, method }: Told['assets'][number],
  currency: string
): ReviewView['assets'][number] {
  if (performance === null) return { asset, method, change: 'n/a', rows: [] };
  const { first, last, high, low, change } = performance;
  const row = (label: string, { date, close }: { date: string; close: number }) => ({
    label,
    date,
    text: priceOf(close, currency)
  });
  const rows = [row('First', first), row('Last', last), row('Highest', high), row('Lowest', low)];
  return { asset, method, change: changeText(change), rows };
}

function priceOf(price: number, currency: string): string {
  const text = plainText(price);
  const dollars = price >= 1 ? usdText(text) : exactPriceText(text);
  return currency === 'USD' ? dollars : `${dollars.replace('$', '')} ${currency}`;
}

function chartOf(told: Told, { show, isLog }: { show: (typeof shows)[number]; isLog: boolean }): ChartData {
  const { start, end } = told.range;
  if (show === 'price') {
    const lines = told.assets.map(({ asset }) => line(told, asset, (price) => price));
    return dayChart({ title: `Price, ${start} to ${end}`, unit: told.currency, lines });
  }
  // On a logarithmic axis a fall below the start has a place as a multiple, and none as a percentage.
  const unit = isLog ? 'x' : '%';
  const lines = told.assets.map(({ asset, performance }) => {
    const first = performance?.first.close ?? 1;
    return line(told, asset, (price) => (isLog ? price / first : (price / first - 1) * 100));
  });
  return dayChart({ title: `Performance, ${start} to ${end}`, unit, lines });
}

function line({ data }: Told, asset: Asset, shown: (price: number) => number): Line {
  const label = asset === 'BTC' ? 'Bitcoin' : 'Flux';
  const valueOf = (price: number | null | undefined) => (price == null ? null : shown(price));
  return { key: asset.toLowerCase(), label, values: new Map(data.map((day) => [day.date, valueOf(day[asset])])) };
}
