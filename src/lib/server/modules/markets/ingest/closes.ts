/**
 * Daily closes of a bitcoin in USD, EUR and JPY: of the public history, and by candles for the days that it lacks.
 *
 * The whole history is read at first, and once a day while old days are missing; new days are asked for one by one. What
 * nobody has stays missing (see asked-days.ts for when it is asked for again). A source that is away leaves what is known
 * as it is: the run says so and fails nothing.
 */
import { addDays, dateOf, eachDay } from '../../../../domain/time/periods.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import type { Run, TimedDeps } from '../../../platform/jobs/run.ts';
import { closeIn, closesIn, endOf } from '../upstream/history-closes.ts';
import { currencies, type Currency, type CurrencyPrices, type MarketSources } from '../upstream/ports.ts';
import { createAskedDays, isYoung } from './asked-days.ts';

export const BITCOIN = 'BTC';
/** Nobody traded it before. */
const FIRST_DAY = '2010-07-17';

export interface CloseReport {
  stored: number;
  /** Sources that were asked and did not answer. */
  away: string[];
}

/** Days without a close, ascending. */
type Missing = Record<Currency, Set<string>>;

type Deps = TimedDeps & { sources: Pick<MarketSources, 'history' | 'daily'> };

export function createCloseSync(deps: Deps): (run: Run) => Promise<CloseReport> {
  const { store, now, elapsed, log, sources } = deps;
  const askedDays = () => createAskedDays(elapsed);
  const ofHistory = askedDays();
  const ofCandles: Record<Currency, ReturnType<typeof askedDays>> = {
    USD: askedDays(),
    EUR: askedDays(),
    JPY: askedDays()
  };

  async function missingOf(currency: Currency, days: readonly string[]): Promise<Set<string>> {
    const rows = await store.query('market_closes_of', { asset: BITCOIN, currency });
    const there = new Set(rows.map(({ date }) => date));
    return new Set(days.filter((date) => !there.has(date)));
  }

  /** Stores what is missing of it; resolves with how many closes that were. */
  async function save(
    { lease }: Run,
    { told, source, missing }: { told: ReadonlyMap<string, Partial<CurrencyPrices>>; source: string; missing: Missing }
  ): Promise<number> {
    const closes: Record<Currency, Record<string, { price_e8: string; source: string }>> = {
      USD: {},
      EUR: {},
      JPY: {}
    };
    let count = 0;
    for (const [date, prices] of told) {
      for (const currency of currencies) {
        const price = prices[currency] ?? null;
        if (price === null || !missing[currency].has(date)) continue;
        closes[currency][date] = { price_e8: String(price), source };
        count += 1;
      }
    }
    if (count === 0) return 0;
    await store.query('store_market_closes', { ...lease, asset: BITCOIN, closes, now: now() });
    for (const currency of currencies) for (const date of Object.keys(closes[currency])) missing[currency].delete(date);
    return count;
  }

  async function fromHistory(run: Run, missing: Missing, yesterday: string): Promise<number> {
    const dates = new Set(currencies.flatMap((currency) => [...missing[currency]]));
    const due = ofHistory.due(dates, yesterday);
    const told = new Map<string, CurrencyPrices>();
    if (due.every((date) => isYoung(date, yesterday))) {
      for (const date of due) {
        const prices = closeIn(await sources.history.at(endOf(date), run.signal), date);
        if (prices !== null) told.set(date, prices);
      }
    } else {
      for (const [date, prices] of closesIn(await sources.history.all(run.signal))) told.set(date, prices);
    }
    ofHistory.mark(due);
    return save(run, { told, source: 'mempool', missing });
  }

  async function fromCandles(
    run: Run,
    currency: Currency,
    { missing, yesterday }: { missing: Missing; yesterday: string }
  ) {
    const due = ofCandles[currency].due(missing[currency], yesterday);
    const [start, end] = [due[0], due.at(-1)];
    if (start === undefined || end === undefined) return 0;
    const closes = await sources.daily[currency].closes({ start, end }, run.signal);
    ofCandles[currency].mark(due);
    const told = new Map(closes.map(({ date, priceE8 }) => [date, { [currency]: priceE8 }]));
    return save(run, { told, source: 'binance', missing });
  }

  return async (run) => {
    const yesterday = addDays(dateOf(now()), -1);
    const days = eachDay(FIRST_DAY, yesterday);
    const missing: Missing = {
      USD: await missingOf('USD', days),
      EUR: await missingOf('EUR', days),
      JPY: await missingOf('JPY', days)
    };
    const away = new Set<string>();
    let stored = 0;
    const attempt = async (source: string, work: () => Promise<number>) => {
      try {
        stored += await work();
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        away.add(source);
        log.warn({ source, err: error }, 'closes not read');
      }
    };
    await attempt('mempool', () => fromHistory(run, missing, yesterday));
    for (const currency of currencies) {
      await attempt('binance', () => fromCandles(run, currency, { missing, yesterday }));
    }
    return { stored, away: [...away] };
  };
}
