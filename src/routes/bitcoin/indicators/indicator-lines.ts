/** Which lines and figures an indicator is shown with. */
import type { indicators, IndicatorName } from '../../../lib/contract/markets/indicators.ts';
import type { Answer } from '../../../lib/contract/kit/endpoint.ts';
import { plainText } from '../../../lib/ui/chart/data.ts';
import { UNKNOWN, usdText } from '../../../lib/ui/format/format.ts';
import type { Line } from '../../../lib/ui/markets/day-chart.ts';

type Told = Answer<typeof indicators>;
type Figure = number | null;
/** As the page shows it. */
export interface LatestFigure {
  label: string;
  text: string;
  unit?: string;
  note?: string | null;
}

interface Shown {
  unit: string;
  lines: Line[];
  latest: LatestFigure[];
}

export const names: Record<IndicatorName, string> = {
  mayerMultiple: 'Mayer multiple',
  piCycle: 'Pi cycle top',
  goldenRatio: 'Golden ratio multiplier',
  rainbow: 'Rainbow',
  stockToFlow: 'Stock to flow',
  twoHundredWeekMean: '200-week mean',
  cycles: 'Cycles since each halving'
};

const usd = (value: Figure | undefined) => (value == null ? UNKNOWN : usdText(plainText(value)));
const ratio = (value: Figure | undefined) => (value == null ? UNKNOWN : String(Number(value.toFixed(3))));
const nothing: Shown = { unit: 'USD', lines: [], latest: [] };

export function linesOf(told: Told, name: IndicatorName): Shown {
  switch (name) {
    case 'mayerMultiple':
      return mayer(told);
    case 'piCycle':
      return piCycle(told);
    case 'goldenRatio':
      return banded(told.goldenRatio, 'mean350', { label: 'Mean of 350 days', shown: [0, 1, 2, 3, 4] });
    case 'rainbow':
      return banded(told.rainbow, 'fair', { label: 'Fitted line', shown: [0, 2, 6, 8] });
    case 'stockToFlow':
      return stockToFlow(told);
    case 'twoHundredWeekMean':
      return weeks(told);
    case 'cycles':
      return cycles(told);
  }
}

function line<Row extends { date: string }>(
  rows: readonly Row[],
  { key, label, of }: { key: string; label: string; of: (row: Row) => Figure }
): Line {
  return { key, label, values: new Map(rows.map((row) => [row.date, of(row)])) };
}

function closes(rows: readonly { date: string; close: number }[]): Line {
  return line(rows, { key: 'close', label: 'Close', of: ({ close }) => close });
}

function mayer({ mayerMultiple: told }: Told): Shown {
  if (told === null) return nothing;
  return {
    unit: 'x',
    lines: [line(told.data, { key: 'multiple', label: 'Multiple', of: ({ multiple }) => multiple })],
    latest: [
      { label: 'Multiple', text: ratio(told.latest?.multiple) },
      { label: 'Close', text: usd(told.latest?.close) },
      { label: 'Mean of 200 days', text: usd(told.latest?.mean200) }
    ]
  };
}

function piCycle({ piCycle: told }: Told): Shown {
  if (told === null) return nothing;
  const crossing = told.data.findLast(({ isCrossing }) => isCrossing === true);
  return {
    unit: 'USD',
    lines: [
      closes(told.data),
      line(told.data, { key: 'short', label: 'Mean of 111 days', of: ({ mean111 }) => mean111 }),
      line(told.data, { key: 'long', label: '2 x mean of 350 days', of: ({ twiceMean350 }) => twiceMean350 })
    ],
    latest: [
      { label: 'Mean of 111 days', text: usd(told.latest?.mean111) },
      { label: '2 x mean of 350 days', text: usd(told.latest?.twiceMean350) },
      { label: 'Last crossing in this range', text: crossing?.date ?? 'none' }
    ]
  };
}

interface Banded<Key extends string> {
  factors: number[];
  data: ({ date: string; close: number; bands: Figure[] } & Record<Key, Figure>)[];
  latest: ({ close: number; bands: Figure[] } & Record<Key, Figure>) | null;
}

function banded<Key extends 'fair' | 'mean350'>(
  told: Banded<Key> | null,
  key: Key,
  { label, shown }: { label: string; shown: readonly number[] }
): Shown {
  if (told === null) return nothing;
  const band = (at: number) =>
    line(told.data, {
      key: `band-${at}`,
      label: `x ${told.factors[at] ?? ''}`,
      of: ({ bands }) => bands[at] ?? null
    });
  return {
    unit: 'USD',
    lines: [closes(told.data), line(told.data, { key, label, of: (row) => row[key] }), ...shown.map(band)],
    latest: [
      { label: 'Close', text: usd(told.latest?.close) },
      { label, text: usd(told.latest?.[key]) },
      ...told.factors.map((factor, at) => ({ label: `x ${factor}`, text: usd(told.latest?.bands[at]) }))
    ]
  };
}

function stockToFlow({ stockToFlow: told }: Told): Shown {
  if (told === null) return nothing;
  return {
    unit: 'USD',
    lines: [closes(told.data), line(told.data, { key: 'model', label: 'Model', of: ({ modelPrice }) => modelPrice })],
    latest: [
      { label: 'Close', text: usd(told.latest?.close) },
      { label: 'Model', text: usd(told.latest?.modelPrice) },
      { label: 'Stock to flow', text: ratio(told.latest?.ratio) },
      { label: 'Supply, by schedule', text: told.latest?.supply?.toLocaleString('en') ?? UNKNOWN }
    ]
  };
}

function weeks({ twoHundredWeekMean: told }: Told): Shown {
  if (told === null) return nothing;
  return {
    unit: 'USD',
    lines: [closes(told.data), line(told.data, { key: 'mean', label: 'Mean of 200 weeks', of: (row) => row.mean200w })],
    latest: [
      { label: 'Close', text: usd(told.latest?.close) },
      { label: 'Mean of 200 weeks', text: usd(told.latest?.mean200w) }
    ]
  };
}

function cycles({ cycles: told }: Told): Shown {
  const latest = (told?.cycles ?? []).map(({ halving, latest }) => ({
    label: `Since ${halving}`,
    text: latest === null ? UNKNOWN : ratio(latest.index),
    unit: 'x',
    note: latest === null ? null : `after ${latest.daysSince} days`
  }));
  return { unit: 'x', lines: [], latest };
}
