/**
 * Reads the chain from the cursors up to where it can no longer change, in steps that each end in one write with the
 * cursor: a crash repeats a step and loses nothing. While a step is stored the next one is being fetched.
 *
 * Step sizes follow what the steps hold, so empty stretches pass quickly and a busy one stays a few pages. A source that
 * reads only a part of a step at once has listed the whole of it: the next step is as long as that part, or the same list
 * would be asked for again and again.
 */
import type { IngestDeps, Run } from './deps.ts';
import { readLedgerRange, writeLedgerRange, type LedgerRange, type LedgerReading } from './ledger.ts';
import type { RangeSource } from './range-sources.ts';
import type { IngestStatus } from './status.ts';

export interface History {
  cursors: ReadonlyMap<string, number>;
  /** Last height of history; the unsettled window begins above it. */
  to: number;
  tip: number;
  sources: RangeSource[];
  status: () => Promise<IngestStatus>;
}

const FIRST_STEP_BLOCKS = 40_000;
const MIN_STEP_BLOCKS = 500;
const MAX_STEP_BLOCKS = 160_000;
/** A step should hold between these many transactions. */
const FEW = 700;
const MANY = 2_000;

interface Step {
  asked: LedgerRange;
  /** May end before what was asked. */
  reading: LedgerReading;
}

/** Resolves with whether anything was stored. */
export async function readHistory(deps: IngestDeps, run: Run, history: History): Promise<boolean> {
  const start = Math.min(...history.cursors.values()) + 1;
  let isChanged = false;
  let blocks = FIRST_STEP_BLOCKS;
  let firstFound: number | null = null;

  const stepAt = async (from: number): Promise<LedgerRange | null> => {
    if (from > history.to) return null;
    const addresses = [...history.cursors].filter(([, height]) => height < from).map(([address]) => address);
    const ahead = [...history.cursors.values()].filter((height) => height >= from);
    const to = Math.min(from + blocks - 1, history.to, ...ahead);
    return { ...history, from, to, addresses, status: await history.status(), cursorTo: to };
  };
  const fetchStep = async (from: number): Promise<Step | null> => {
    const asked = await stepAt(from);
    return asked === null ? null : { asked, reading: await readLedgerRange(deps, asked, run.signal) };
  };

  let next = fetchStep(start);
  for (let step = await next; step !== null; step = await next) {
    const { reading } = step;
    const { to } = reading.range;
    blocks = nextSize(blocks, step);
    next = fetchStep(to + 1);
    next.catch(() => undefined); // awaited by the loop; a failed write must not leave it unhandled
    const status = await history.status();
    const write = await writeLedgerRange(deps, run, { ...reading, range: { ...reading.range, status } });
    isChanged ||= write.payments > 0;
    firstFound ??= reading.transactions[0]?.height ?? null;
    const begin = firstFound ?? to;
    run.progress(to - begin, history.to - begin);
  }
  return isChanged;
}

function nextSize(blocks: number, { asked, reading }: Step): number {
  const found = reading.transactions.length;
  const { from, to } = reading.range;
  if (to < asked.to) return Math.max(to - from + 1, MIN_STEP_BLOCKS);
  if (found < FEW) return Math.min(blocks * 2, MAX_STEP_BLOCKS);
  return found > MANY ? Math.max(Math.floor(blocks / 2), MIN_STEP_BLOCKS) : blocks;
}
