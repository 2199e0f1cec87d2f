/**
 * Prices: daily closes from 2021-12-10 on (the first day any keyless source has) and the live price.
 *
 * A day keeps its best source (imported, Binance, CoinGecko, CryptoCompare). Days that no source has are asked for again
 * once an hour. A source that fails is skipped; when every source fails, the run fails and says so.
 */
import { addDays, dateOf, eachDay } from '../../domain/periods.ts';
import { UpstreamError } from '../errors.ts';
import type { IngestDeps, Run } from './deps.ts';
import { LIVE_PRICE_METRIC } from './valuation.ts';

const FIRST_DAY = '2021-12-10';
const GAP_PAUSE_SECONDS = 3600;
/** A recent close from a lesser source is asked for again from a better one for so many days. */
const IMPROVE_DAYS = 3;

export interface PriceSync {
  /** Resolves with whether a close or the live price changed. */
  sync(run: Run): Promise<boolean>;
}

export function createPriceSync(deps: IngestDeps): PriceSync {
  /** Days that nobody had, and when they were asked for. */
  const gaps = new Map<string, number>();

  const missingDays = async (): Promise<string[]> => {
    const yesterday = addDays(dateOf(deps.now()), -1);
    const known = await deps.store.query('closes_in_range', { start: FIRST_DAY, end: yesterday });
    const sourceOf = new Map(known.map(({ date, source }) => [date, source]));
    const isWanted = (date: string) => {
      const source = sourceOf.get(date);
      if (source === 'imported' || source === 'binance') return false;
      if (source !== undefined && date <= addDays(yesterday, -IMPROVE_DAYS)) return false;
      return (gaps.get(date) ?? -Infinity) + GAP_PAUSE_SECONDS <= deps.now();
    };
    return eachDay(FIRST_DAY, yesterday).filter(isWanted);
  };

  const syncCloses = async ({ lease, signal }: Run): Promise<boolean> => {
    let wanted = await missingDays();
    let isAnswered = wanted.length === 0;
    let failure: UpstreamError | null = null;
    let isChanged = false;
    for (const source of deps.prices.daily) {
      const [start, end] = [wanted[0], wanted.at(-1)];
      if (start === undefined || end === undefined) break;
      try {
        const isMissing = new Set(wanted);
        const closes = (await source.closes({ start, end }, signal)).filter(({ date }) => isMissing.has(date));
        isAnswered = true;
        if (closes.length === 0) continue;
        const rows = Object.fromEntries(
          closes.map(({ date, priceE8 }) => [date, { price_e8: String(priceE8), source: source.name }])
        );
        await deps.store.query('store_closes', { ...lease, closes: rows, status: {}, now: deps.now() });
        isChanged = true;
        const found = new Set(closes.map(({ date }) => date));
        wanted = wanted.filter((date) => !found.has(date));
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        failure = error;
        deps.log.warn({ source: source.name, err: error }, 'closes not read');
      }
    }
    if (!isAnswered) throw failure ?? new UpstreamError('prices', 'no source of daily closes is configured');
    if (failure === null) for (const date of wanted) gaps.set(date, deps.now());
    return isChanged;
  };

  const syncLive = async ({ lease, signal }: Run): Promise<boolean> => {
    let failure: UpstreamError | null = null;
    for (const source of deps.prices.live) {
      try {
        const price = await source.price(signal);
        const [before] = await deps.store.query('current_metric', { name: LIVE_PRICE_METRIC });
        const value = JSON.stringify(String(price));
        await deps.store.query('store_metric', {
          ...lease,
          name: LIVE_PRICE_METRIC,
          value,
          source: source.name,
          as_of: deps.now()
        });
        return before?.value !== value;
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        failure = error;
        deps.log.debug({ source: source.name, err: error }, 'live price not read');
      }
    }
    throw failure ?? new UpstreamError('prices', 'no live price source is configured');
  };

  return {
    async sync(run) {
      const [live, closes] = await Promise.allSettled([syncLive(run), syncCloses(run)]);
      const failed = [live, closes].find((result) => result.status === 'rejected');
      if (failed?.status === 'rejected') throw failed.reason as Error;
      return (live.status === 'fulfilled' && live.value) || (closes.status === 'fulfilled' && closes.value);
    }
  };
}
