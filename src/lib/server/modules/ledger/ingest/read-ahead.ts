/**
 * Ranges read side by side, handed over one after the other without a gap.
 *
 * Planned is the first stretch that nobody reads yet: behind a range that ended before it should, or behind all others.
 * What waits to be handed over is bounded, and so is how many ranges are being read; a range that ended early was more
 * than one step for its source, which then gets one at a time. After a failure nothing more is planned: what lies before it
 * is handed over, then the failure.
 */
export interface Heights {
  from: number;
  to: number;
}

/** A range as it was read: `to` may lie below what was asked. */
export interface Step<T> {
  asked: Heights;
  read: T & Heights;
  /** How much it holds, in units of `mostHeld`. */
  weight: number;
}

export interface ReadAheadOptions<T> extends Heights {
  /** Where a range from `from` ends, at most. */
  plan: (from: number) => number;
  read: (asked: Heights, signal: AbortSignal) => Promise<Step<T>>;
  /** Called with each range as soon as it is read, in any order. */
  onRead?: (step: Step<T>) => void;
  atOnce: number;
  /** No range is begun while more than this waits to be handed over. */
  mostHeld: number;
}

export interface ReadAhead<T> {
  /** The next range in order; null behind the last one. Throws what its reading threw. */
  next(): Promise<Step<T> | null>;
  /** Everything up to here is read. */
  readTo(): number;
  /** Resolves when as much waits to be handed over as may, or no more can be read. */
  full(): Promise<void>;
  /** Ends what is being read; resolves when it has ended. */
  stop(): Promise<void>;
}

interface Entry<T> extends Heights {
  step: Step<T> | null;
  reading: Promise<Step<T>>;
}

export function createReadAhead<T>(options: ReadAheadOptions<T>): ReadAhead<T> {
  const { to: end, plan, read, onRead, mostHeld } = options;
  const stopping = new AbortController();
  const entries: Entry<T>[] = [];
  let at = options.from;
  let { atOnce } = options;
  let hasFailed = false;
  let onFull: (() => void)[] = [];

  const heldWeight = () => entries.reduce((sum, { step }) => sum + (step?.weight ?? 0), 0);
  const isFull = () => hasFailed || heldWeight() > mostHeld;

  /** Where the next range goes; null when all is planned. */
  function firstGap(): (Heights & { index: number }) | null {
    let from = at;
    for (const [index, entry] of entries.entries()) {
      if (entry.from > from) return { from, to: entry.from - 1, index };
      from = entry.to + 1;
    }
    return from > end ? null : { from, to: end, index: entries.length };
  }

  function fill(): void {
    while (!stopping.signal.aborted) {
      const gap = firstGap();
      if (gap === null || (gap.index > 0 && !hasRoom())) break;
      const to = Math.min(plan(gap.from), gap.to);
      begin({ from: gap.from, to: Math.max(to, gap.from) }, gap.index);
    }
    if (!isFull()) return;
    for (const resolve of onFull) resolve();
    onFull = [];
  }

  /** For more than the stretch that is wanted next. */
  function hasRoom(): boolean {
    return !isFull() && entries.filter(({ step }) => step === null).length < atOnce;
  }

  function begin(asked: Heights, index: number): void {
    const entry: Entry<T> = { ...asked, step: null, reading: read(asked, stopping.signal) };
    entries.splice(index, 0, entry);
    entry.reading.then(
      (step) => {
        entry.step = step;
        entry.to = step.read.to;
        atOnce = step.read.to < asked.to ? 1 : options.atOnce;
        onRead?.(step);
        fill();
      },
      () => {
        hasFailed = true;
        fill();
      }
    );
  }

  return {
    async next() {
      fill();
      const [entry] = entries;
      if (entry === undefined) return null;
      const step = await entry.reading;
      entries.shift();
      at = step.read.to + 1;
      fill();
      return step;
    },
    readTo() {
      let to = at - 1;
      for (const { from, step } of entries) {
        if (step === null || from !== to + 1) break;
        ({ to } = step.read);
      }
      return to;
    },
    full: () => (isFull() ? Promise.resolve() : new Promise((resolve) => onFull.push(resolve))),
    async stop() {
      stopping.abort();
      await Promise.allSettled(entries.map(({ reading }) => reading));
    }
  };
}
