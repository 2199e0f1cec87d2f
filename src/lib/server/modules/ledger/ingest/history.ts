/**
 * Reads the chain from the cursors up to where it can no longer change, in steps that each end in one write with the
 * cursor: a crash repeats steps and loses nothing. While a step is stored the next ones are being read.
 *
 * Step sizes follow what the steps hold, so empty stretches pass quickly and a busy one stays a few pages. A source that
 * reads only a part of a step at once has listed the whole of it: the next step is as long as that part, or the same list
 * would be asked for again and again.
 */
import type { IngestDeps } from './deps.ts';
import type { Run } from '../../../platform/jobs/run.ts';
import { readLedgerRange, writeLedgerRange, type LedgerReading } from './ledger.ts';
import type { RangeSource } from './range-source.ts';
import { rememberingReach } from './range-sources.ts';
import { createReadAhead, type Heights, type Step } from './read-ahead.ts';
import type { IngestStatus } from '../../../platform/store/documents/ingest-status.ts';

export interface History {
  cursors: ReadonlyMap<string, number>;
  /** Last height of history; the unsettled window begins above it. */
  to: number;
  tip: number;
  sources: RangeSource[];
  status: () => Promise<IngestStatus>;
  /** Resolves when what was read up to a height should be stored; not waited for when too much waits to be. */
  isDue: (height: number) => Promise<void>;
}

const FIRST_STEP_BLOCKS = 40_000;
const MIN_STEP_BLOCKS = 500;
const MAX_STEP_BLOCKS = 160_000;
/** As many transactions as a step should hold: two of Blockbook's pages, not quite full. */
const TARGET = 1_800;
/** Blockbook answers two requests at a time; each step asks for one page after the other. */
const STEPS_AT_ONCE = 2;
/** Transactions with an output each that may wait to be stored: about 60 MB. */
const MOST_HELD = 60_000;

/** Resolves with whether anything was stored. */
export async function readHistory(deps: IngestDeps, run: Run, history: History): Promise<boolean> {
  const start = Math.min(...history.cursors.values()) + 1;
  if (start > history.to) return false;
  const sources = history.sources.map((source) => rememberingReach(source, history.to));
  const status = await history.status();
  let isChanged = false;
  let blocks = FIRST_STEP_BLOCKS;
  let stored = start - 1;
  let firstFound = Infinity;
  let provenTo = -1;

  const addressesAt = (from: number) =>
    [...history.cursors].filter(([, height]) => height < from).map(([address]) => address);
  const ahead = createReadAhead<LedgerReading & Heights>({
    from: start,
    to: history.to,
    atOnce: STEPS_AT_ONCE,
    mostHeld: MOST_HELD,
    plan: (from) => Math.min(from + blocks - 1, ...[...history.cursors.values()].filter((height) => height >= from)),
    async read({ from, to }, signal) {
      const asked = { ...history, sources, from, to, addresses: addressesAt(from), status, cursorTo: to };
      const reading = await readLedgerRange(deps, asked, AbortSignal.any([run.signal, signal]));
      return { asked, read: { ...reading, from, to: reading.range.to }, weight: weigh(reading) };
    },
    onRead(step) {
      blocks = nextSize(step);
      firstFound = Math.min(firstFound, step.read.transactions[0]?.height ?? Infinity);
      report();
    }
  });

  /** Every block has to be read and stored. */
  function report(): void {
    const readTo = ahead.readTo();
    const begin = Math.min(firstFound, readTo);
    const done = (Math.max(readTo, begin) + Math.max(stored, begin)) / 2;
    run.progress(Math.round(done) - begin, history.to - begin);
  }

  try {
    for (let step = await ahead.next(); step !== null; step = await ahead.next()) {
      const { range, ...reading } = step.read;
      await Promise.race([history.isDue(range.to), ahead.full()]);
      const isRooted = provenTo >= 0;
      const write = await writeLedgerRange(deps, run, {
        ...reading,
        isRooted,
        range: { ...range, status: await history.status() }
      });
      if (reading.ends !== null) provenTo = write.anchoredTo;
      isChanged ||= write.payments > 0;
      stored = range.to;
      report();
    }
    return isChanged;
  } finally {
    await ahead.stop();
  }
}

function weigh({ transactions }: LedgerReading): number {
  return transactions.reduce(
    (sum, { outputs, opReturns }) => sum + Math.max(1, outputs.length + opReturns.length - 1),
    0
  );
}

function nextSize({ asked, read }: Step<LedgerReading & Heights>): number {
  const found = read.transactions.length;
  const length = read.to - read.from + 1;
  const isPart = read.to < asked.to;
  const factor = isPart ? 1 : Math.min(Math.max(TARGET / Math.max(found, 1), 0.5), 2);
  return Math.min(Math.max(Math.floor(length * factor), MIN_STEP_BLOCKS), MAX_STEP_BLOCKS);
}
