/**
 * Daily closes, from 2021-12-10 on (the first day any keyless source has), each from its best source.
 *
 * The order of sources is imported, Binance, CoinGecko, CryptoCompare; each is asked for the days that are unknown and for
 * those that only a lesser one told. Days that no source has are asked for again once an hour, old ones that could only be
 * better once a day. A source that fails is skipped; a run in which unknown days were asked of nobody who answered fails,
 * unless all that could be asked are spared.
 */
import { addDays, dateOf, eachDay, SECONDS_PER_DAY } from '../../../../domain/time/periods.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import { NotAsked } from '../../../platform/upstream/failures.ts';
import type { CloseSource } from '../../../platform/store/rows.ts';
import type { DailyPriceSource, PriceClose } from '../upstream/ports.ts';
import type { Run, TimedDeps } from '../../../platform/jobs/run.ts';

const FIRST_DAY = '2021-12-10';
const GAP_PAUSE_SECONDS = 3600;
/** A close as young as this is asked for at each run while only a lesser source told it. */
const YOUNG_DAYS = 3;
const order: CloseSource[] = ['imported', 'binance', 'coingecko', 'cryptocompare'];

/** Resolves with whether a close changed. */
export type CloseSync = (run: Run) => Promise<boolean>;

export function createCloseSync(deps: TimedDeps & { sources: DailyPriceSource[] }): CloseSync {
  const { store, now, elapsed, log, sources } = deps;
  /** Days that nobody had, and when they were asked for. */
  const gaps = new Map<string, number>();
  /** When a source was last asked for every day that it could tell better. */
  const improvedAt = new Map<string, number>();

  const isAskedLately = (askedAt: number | undefined, pauseSeconds: number) =>
    askedAt !== undefined && elapsed() < askedAt + pauseSeconds;

  const isMissing = (date: string, known: ReadonlyMap<string, CloseSource>) =>
    !known.has(date) && !isAskedLately(gaps.get(date), GAP_PAUSE_SECONDS);

  const storeCloses = async ({ lease }: Run, source: DailyPriceSource['name'], closes: PriceClose[]): Promise<void> => {
    const rows = closes.map(({ date, priceE8 }) => [date, { price_e8: String(priceE8), source }] as const);
    await store.query('store_closes', { ...lease, closes: Object.fromEntries(rows), status: {}, now: now() });
  };

  return async (run) => {
    const yesterday = addDays(dateOf(now()), -1);
    const days = eachDay(FIRST_DAY, yesterday);
    const rows = await store.query('closes_in_range', { start: FIRST_DAY, end: yesterday });
    const known = new Map(rows.map(({ date, source }) => [date, source]));
    let isAnswered = !days.some((date) => isMissing(date, known));
    let failure: UpstreamError | null = null;
    let isChanged = false;
    let isSpared = false;

    for (const source of sources) {
      const improvesAll = !isAskedLately(improvedAt.get(source.name), SECONDS_PER_DAY);
      const wanted = new Set(
        days.filter((date) => {
          const told = known.get(date);
          if (told === undefined) return isMissing(date, known);
          const isBetter = order.indexOf(source.name) < order.indexOf(told);
          return isBetter && (improvesAll || date > addDays(yesterday, -YOUNG_DAYS));
        })
      );
      const [start, end] = [[...wanted][0], [...wanted].at(-1)];
      if (start === undefined || end === undefined) continue;
      try {
        const closes = (await source.closes({ start, end }, run.signal)).filter(({ date }) => wanted.has(date));
        isAnswered = true;
        if (improvesAll) improvedAt.set(source.name, elapsed());
        if (closes.length === 0) continue;
        await storeCloses(run, source.name, closes);
        isChanged = true;
        for (const { date } of closes) known.set(date, source.name);
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        if (error instanceof NotAsked) {
          isSpared = true;
          continue;
        }
        failure = error;
        log.warn({ source: source.name, err: error }, 'closes not read');
      }
    }
    if (!isAnswered && failure === null && isSpared) return false;
    if (!isAnswered) throw failure ?? new UpstreamError('prices', 'no source of daily closes is configured');
    if (failure === null && !isSpared) for (const date of days) if (isMissing(date, known)) gaps.set(date, elapsed());
    return isChanged;
  };
}
