/** Fees and volume over time, from the blocks that were seen. A step of which a block is missing is a gap. */
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import type { fees, SeriesPeriod, volume } from '../../../../contract/bitcoin/series.ts';
import type { Panel } from '../../../../contract/bitcoin/panel.ts';
import { formatFlux as formatCoins } from '../../../../domain/money/money.ts';
import { isWithin } from '../../../../domain/time/ages.ts';
import type { StepRow } from '../statements.ts';
import { switchedOff, unknownPanel, type BitcoinReadDeps } from './panels.ts';

const HOUR = 3_600;
const DAY = 86_400;
const spans: Record<SeriesPeriod, { seconds: number; step: number }> = {
  '24h': { seconds: DAY, step: HOUR },
  week: { seconds: 7 * DAY, step: 6 * HOUR },
  month: { seconds: 30 * DAY, step: DAY },
  year: { seconds: 365 * DAY, step: 7 * DAY }
};
/** Blocks may be an hour apart; two without any is a source that is away. */
const LIMIT_SECONDS = 2 * HOUR;

interface Step {
  start: number;
  /** null: there was none. */
  row: StepRow | null;
  isKnown: boolean;
  isPartial: boolean;
}

export async function readFees(deps: BitcoinReadDeps, period: SeriesPeriod): Promise<Answer<typeof fees>> {
  const { steps, ...common } = await stepsOf(deps, period);
  const data = steps.map(({ start, row, isKnown, isPartial }) => {
    const blocks = row?.blocks ?? 0;
    const isRated = isKnown && row !== null && row.rated_blocks === blocks;
    const isPaid = isKnown && (row === null || row.paid_blocks === blocks);
    return {
      start,
      isPartial,
      blocks: isKnown ? blocks : null,
      feeRate: isRated ? Math.round(Number(row.median_rate_e3) / blocks) / 1_000 : null,
      fees: isPaid ? formatCoins(BigInt(row?.fees_sat ?? 0)) : null
    };
  });
  return { ...common, data };
}

export async function readVolume(deps: BitcoinReadDeps, period: SeriesPeriod): Promise<Answer<typeof volume>> {
  const { steps, ...common } = await stepsOf(deps, period);
  const data = steps.map(({ start, row, isKnown, isPartial }) => {
    const blocks = row?.blocks ?? 0;
    return {
      start,
      isPartial,
      blocks: isKnown ? blocks : null,
      transactions: isKnown && (row === null || row.counted_blocks === blocks) ? (row?.transactions ?? 0) : null,
      volume:
        isKnown && (row === null || row.moved_blocks === blocks) ? formatCoins(BigInt(row?.output_sat ?? 0)) : null
    };
  });
  return { ...common, data };
}

async function stepsOf({ store, now, isOn }: BitcoinReadDeps, period: SeriesPeriod) {
  const { seconds, step } = spans[period];
  const first = floor(now() - seconds, step);
  const common = { period, stepSeconds: step };
  if (!isOn) return { ...common, ...stateOf(switchedOff()), firstSeen: null, asOf: null, stale: true, steps: [] };
  const [rows, gaps, [span]] = await Promise.all([
    store.query('bitcoin_block_steps', { since: first, step }),
    store.query('bitcoin_block_gaps', { since: first }),
    store.query('bitcoin_blocks_span', {})
  ]);
  const firstSeen = span?.first_time ?? null;
  const lastSeen = span?.last_time ?? null;
  const rowAt = new Map(rows.map((row) => [row.start, row]));
  const isSeen = (start: number) =>
    firstSeen !== null &&
    lastSeen !== null &&
    start >= firstSeen &&
    start <= lastSeen &&
    !gaps.some(({ before_time: before, after_time: after }) => before < start + step && after >= start);
  const steps: Step[] = [];
  for (let start = first; start <= now(); start += step) {
    steps.push({ start, row: rowAt.get(start) ?? null, isKnown: isSeen(start), isPartial: start + step > now() });
  }
  const stale = lastSeen === null || !isWithin(lastSeen, now(), LIMIT_SECONDS);
  const state = stateOf(
    firstSeen === null ? unknownPanel('no block has been seen yet') : { state: 'ok', reason: null }
  );
  return { ...common, ...state, firstSeen, asOf: lastSeen, stale, steps };
}

function stateOf({ state, reason }: Pick<Panel<never>, 'state' | 'reason'>) {
  return { state, reason };
}

function floor(seconds: number, step: number): number {
  return seconds - (seconds % step);
}
