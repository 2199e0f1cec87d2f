/**
 * What an address was paid, read when somebody asks and kept: the last 90 days at first, later what has come since.
 *
 * Anybody may ask, so the reading is bounded: few addresses at a time, at most ten pages each, one look in ten minutes, and
 * only blocks that are deep enough to stay. What is not read is not known, and the answer says from when on it is.
 */
import { UpstreamError } from '../../../platform/errors.ts';
import type { Leases } from '../../../platform/jobs/leases.ts';
import type { WorkDeps } from '../../../platform/jobs/run.ts';
import { addDays, dateOf } from '../../../../domain/time/periods.ts';
import type { Earned, EarningsIndex } from '../upstream/earnings.ts';

const SETTLED = 60;
const FIRST_BLOCKS = 90 * 2_880;
const SECONDS_PER_BLOCK = 30;
const MAX_PAGES = 10;
const FRESH_SECONDS = 600;
const MAX_READING = 4;
const PATIENCE_MS = 15_000;

export interface Earnings {
  /** Brings what is stored of an address up to date, as far as it may; never fails for a source. */
  refresh(address: string): Promise<void>;
}

export interface EarningsDeps extends WorkDeps {
  leases: Leases;
  earningsIndex: EarningsIndex;
}

export function createEarnings(deps: EarningsDeps): Earnings {
  const { store, leases, now, log } = deps;
  const reading = new Map<string, Promise<void>>();

  const readNew = async (address: string): Promise<void> => {
    const [known] = await store.query('earnings_address', { address });
    const age = known === undefined ? Infinity : now() - known.read_at;
    if (age >= 0 && age < FRESH_SECONDS) return;
    try {
      await leases.hold('insights', AbortSignal.timeout(PATIENCE_MS), async (lease, signal) => {
        const part = await readPart(deps, { address, after: known?.to_height ?? null }, signal);
        if (part !== null) await store.query('store_earnings', { ...lease, address, ...part, read_at: now() });
      });
    } catch (error) {
      const isSlow = error instanceof Error && ['TimeoutError', 'AbortError'].includes(error.name);
      if (!(error instanceof UpstreamError) && !isSlow) throw error;
      log.warn({ err: error }, 'earnings not read');
    }
  };

  return {
    async refresh(address) {
      const running = reading.get(address);
      if (running !== undefined) return running;
      if (reading.size >= MAX_READING) return;
      const work = readNew(address).finally(() => reading.delete(address));
      reading.set(address, work);
      return work;
    }
  };
}

/** null: there is no new block to read. `is_first`: it replaces what is stored. */
async function readPart(
  { earningsIndex, now }: EarningsDeps,
  { address, after }: { address: string; after: number | null },
  signal: AbortSignal
) {
  const best = await earningsIndex.best(signal);
  const to = best - SETTLED;
  const from = Math.max(1, after === null ? to - FIRST_BLOCKS : after + 1);
  if (to < from) return null;
  const earned: Earned[] = [];
  let lowest = to + 1;
  for (let page = 1; page <= MAX_PAGES; page++) {
    const told = await earningsIndex.page({ address, from, to, page }, signal);
    earned.push(...told.earned);
    lowest = told.isLast ? from : (told.lowest ?? from);
    if (told.isLast) break;
  }
  // Of the lowest block of a page that is not the last one something may be on the next.
  const isWhole = lowest === from;
  const known = earned.filter(({ height }) => isWhole || height > lowest);
  const first = now() - (best - lowest) * SECONDS_PER_BLOCK;
  const oldest = known.reduce((least, { time }) => Math.min(least, time), first);
  return {
    days: byDay(known),
    from_height: isWhole ? from : lowest + 1,
    to_height: to,
    from_date: addDays(dateOf(isWhole ? first : oldest), 1),
    is_first: after === null || !isWhole ? (1 as const) : (0 as const)
  };
}

function byDay(earned: readonly Earned[]): Record<string, { count: number; sat: string }> {
  const days = Map.groupBy(earned, ({ time }) => dateOf(time));
  const sums = [...days].map(([date, rows]) => {
    const sat = rows.reduce((sum, row) => sum + row.sat, 0n);
    return [date, { count: rows.length, sat: String(sat) }] as const;
  });
  return Object.fromEntries(sums);
}
