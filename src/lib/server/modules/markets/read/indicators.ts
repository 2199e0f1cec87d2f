/** Indicators of Bitcoin over a range of days. What is worked out is worked out over all closes, then cut to the range. */
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import {
  indicatorNames,
  type indicators as wire,
  type IndicatorName
} from '../../../../contract/markets/indicators.ts';
import { priceOf, type Close } from '../../../../domain/markets/closes.ts';
import * as rules from '../../../../domain/markets/indicators.ts';
import { halvings } from '../../../../domain/markets/issuance.ts';
import { addDays, dateOf } from '../../../../domain/time/periods.ts';
import { BadRequest } from '../../../platform/errors.ts';
import { closesFreshness, closesStatus, historyOf, readCloses, type MarketContext } from './closes.ts';
import { texts } from './indicator-texts.ts';

type Wire = Answer<typeof wire>;
type Query = Parsed<typeof wire>['query'];

const DEFAULT_DAYS = 365;

export async function readIndicators(context: MarketContext, { query }: { query: Query }): Promise<Wire> {
  const { isBitcoinOn, now } = context;
  const range = rangeOf(query, dateOf(now()));
  const { closes, history } = isBitcoinOn
    ? await readCloses(context, 'USD')
    : { closes: [], history: historyOf([], []) };
  const asked = new Set<IndicatorName>(query.indicators ?? indicatorNames);
  const ifAsked = <T>(name: IndicatorName, make: () => T): T | null => (asked.has(name) ? make() : null);
  const series = <Row extends object>(name: Exclude<IndicatorName, 'cycles'>, rule: (closes: Close[]) => Row[]) =>
    ifAsked(name, () => ({ ...texts[name], ...cut(closes, rule(closes), range) }));

  return {
    ...closesStatus(isBitcoinOn, closes.length),
    ...closesFreshness(history.last, now()),
    asset: 'BTC',
    currency: 'USD',
    history,
    mayerMultiple: series('mayerMultiple', rules.mayerMultiple),
    piCycle: series('piCycle', rules.piCycle),
    goldenRatio: banded(series('goldenRatio', rules.goldenRatio), rules.goldenFactors),
    rainbow: banded(series('rainbow', rules.rainbow), rules.rainbowFactors),
    stockToFlow: series('stockToFlow', rules.stockToFlow),
    twoHundredWeekMean: series('twoHundredWeekMean', rules.twoHundredWeekMean),
    cycles: ifAsked('cycles', () => ({ ...texts.cycles, cycles: rules.cycles(closes, halvings).map(cycleOf) }))
  };
}

interface Range {
  start: string;
  end: string;
}

function rangeOf({ start_date, end_date, limit }: Query, today: string): Range {
  if (limit !== undefined && (start_date !== undefined || end_date !== undefined)) {
    throw new BadRequest('limit: not together with start_date and end_date', [
      { name: 'limit', message: 'not together with start_date and end_date' }
    ]);
  }
  const end = end_date ?? today;
  const start = start_date ?? addDays(end, 1 - (limit ?? DEFAULT_DAYS));
  return { start, end };
}

/** Rows of the range with their days, and the newest of all. */
function cut<Row extends object>(closes: readonly Close[], rows: readonly Row[], { start, end }: Range) {
  const dated = (row: Row, at: number) => ({ date: closes[at]?.date ?? '', ...shown(row) });
  const from = closes.findIndex(({ date }) => date >= start);
  const to = closes.findLastIndex(({ date }) => date <= end);
  const last = rows.at(-1);
  return {
    latest: last === undefined ? null : dated(last, rows.length - 1),
    data: from < 0 ? [] : rows.slice(from, to + 1).map((row, at) => dated(row, from + at))
  };
}

function banded<T extends object>(told: T | null, factors: readonly number[]) {
  return told === null ? null : { ...told, factors: [...factors] };
}

function cycleOf({ halving, base, days }: rules.Cycle) {
  const data = days.map(shown);
  const first = base === null ? null : { date: base.date, close: shown({ price: priceOf(base) }).price };
  return { halving, base: first, latest: data.at(-1) ?? null, data };
}

/** Ten digits that count: more than any of these figures knows. */
function shown<Row extends object>(row: Row): Row {
  const round = (value: unknown): unknown =>
    typeof value === 'number' ? Number(value.toPrecision(10)) : Array.isArray(value) ? value.map(round) : value;
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, round(value)])) as Row;
}
