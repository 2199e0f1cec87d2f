/** Bitcoin and Flux over a range of days, in one currency. */
import type { Answer, Parsed } from '../../../../contract/kit/endpoint.ts';
import { assets as allAssets, type Asset, type review as wire } from '../../../../contract/markets/review.ts';
import { closeOf, priceOf, type Close } from '../../../../domain/markets/closes.ts';
import { halvings } from '../../../../domain/markets/issuance.ts';
import { converted, performanceOf } from '../../../../domain/markets/review.ts';
import { addDays, dateOf, eachDay } from '../../../../domain/time/periods.ts';
import { BadRequest } from '../../../platform/errors.ts';
import { closesFreshness, closesStatus, historyOf, OFF, type MarketContext } from './closes.ts';

type Wire = Answer<typeof wire>;
type Query = Parsed<typeof wire>['query'];

const YEAR_DAYS = 365;
/** Before it nothing that is looked at here was traded. */
const FIRST_DAY = '2010-07-17';

interface Told {
  closes: Close[];
  rows: { date: string; source: string }[];
}

export async function readReview(context: MarketContext, { query }: { query: Query }): Promise<Wire> {
  const { isBitcoinOn, now } = context;
  const yesterday = addDays(dateOf(now()), -1);
  const asked = rangeOf(query, yesterday);
  const assets = query.assets ?? allAssets;
  const told = isBitcoinOn ? await Promise.all(assets.map((asset) => readAsset(context, asset, query))) : [];
  const known = told.flatMap(({ closes }) => closes.map(({ date }) => date));
  const first = known.reduce((least, date) => (date < least ? date : least), asked.end);
  const range = asked.name === 'all' ? { ...asked, start: first } : asked;
  const cut = told.map(({ closes, rows }) => ({
    closes: closes.filter(({ date }) => date >= range.start && date <= range.end),
    rows: rows.filter(({ date }) => date >= range.start && date <= range.end)
  }));
  const byDate = cut.map(({ closes }) => new Map(closes.map((close) => [close.date, figure(close)])));
  const newest = cut.flatMap(({ closes }) => closes.at(-1)?.date ?? []).sort()[0] ?? null;

  return {
    ...closesStatus(isBitcoinOn, known.length),
    ...(range.end < yesterday ? { ...closesFreshness(newest, now()), stale: false } : closesFreshness(newest, now())),
    currency: query.currency,
    range,
    assets: assets.map((asset, at) => ({
      asset,
      method: isBitcoinOn ? methodOf(asset, query.currency) : OFF,
      history: historyOf(cut[at]?.closes ?? [], cut[at]?.rows ?? []),
      performance: shownPerformance(cut[at]?.closes ?? [])
    })),
    data: (known.length === 0 ? [] : eachDay(range.start, range.end)).map((date) => ({
      date,
      ...Object.fromEntries(assets.map((asset, at) => [asset, byDate[at]?.get(date) ?? null]))
    }))
  };
}

function rangeOf({ range, start_date, end_date }: Query, yesterday: string): Wire['range'] {
  const hasDays = start_date !== undefined || end_date !== undefined;
  const name = range ?? (hasDays ? 'own' : 'year');
  if (name !== 'own' && hasDays) throw refused('range', 'own, where start_date or end_date is given');
  const end = end_date !== undefined && end_date < yesterday ? end_date : yesterday;
  switch (name) {
    case 'own': {
      if (start_date === undefined) throw refused('start_date', 'needed for the range own');
      if (start_date > (end_date ?? yesterday)) throw refused('start_date', 'not after end_date');
      const start = start_date < FIRST_DAY ? FIRST_DAY : start_date;
      return { name, start, end: end < start ? start : end };
    }
    case 'year':
      return { name, start: addDays(end, 1 - YEAR_DAYS), end };
    case 'cycle':
      return { name, start: halvings.findLast((date) => date <= end) ?? FIRST_DAY, end };
    case 'all':
      return { name, start: FIRST_DAY, end };
  }
}

function refused(name: string, message: string): BadRequest {
  return new BadRequest(`${name}: ${message}`, [{ name, message }]);
}

async function readAsset({ store, now }: MarketContext, asset: Asset, { currency }: Query): Promise<Told> {
  const bitcoin = async (of: string): Promise<Told> => {
    const rows = await store.query('market_closes_of', { asset: 'BTC', currency: of });
    return { closes: rows.map(({ date, price_e8 }) => closeOf(date, BigInt(price_e8))), rows };
  };
  if (asset === 'BTC') return bitcoin(currency);
  const rows = await store.query('closes_in_range', { start: FIRST_DAY, end: dateOf(now()) });
  const inUsd = rows.map(({ date, price_e8 }) => closeOf(date, BigInt(price_e8)));
  if (currency === 'USD') return { closes: inUsd, rows };
  const [usd, other] = await Promise.all([bitcoin('USD'), bitcoin(currency)]);
  const closes = converted(inUsd, { inDollars: usd.closes, inCurrency: other.closes });
  const days = new Set(closes.map(({ date }) => date));
  return { closes, rows: rows.filter(({ date }) => days.has(date)) };
}

function methodOf(asset: Asset, currency: string): string {
  if (asset === 'BTC') return 'stored closes: the price history of MEMPOOL_URL, then Binance';
  const stored = 'stored closes of FLUX in USD';
  return currency === 'USD' ? stored : `${stored}, converted by what a bitcoin cost that day in ${currency} and in USD`;
}

function shownPerformance(closes: readonly Close[]): Wire['assets'][number]['performance'] {
  const told = performanceOf(closes);
  if (told === null) return null;
  const shown = (close: Close) => ({ date: close.date, close: figure(close) });
  const { first, last, high, low, change } = told;
  return { first: shown(first), last: shown(last), high: shown(high), low: shown(low), change };
}

function figure(close: Close): number {
  return Number(priceOf(close).toPrecision(10));
}
