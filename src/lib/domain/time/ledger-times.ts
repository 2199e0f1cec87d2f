/**
 * Up to when the ledger is known. The moment of the last complete sync counts, not the time of its newest block, which may
 * be of yesterday shortly after midnight; but when the chain itself has been silent for long, its source is standing still
 * and nothing after its newest block is known.
 */
export interface LedgerTimes {
  /** Header time of the newest block, unix seconds; null: nobody has told it. */
  tipTime: number | null;
  completedAt: number;
}

/** Longest pause of a chain with a block each half minute that is still believed. */
const MAX_SILENCE_SECONDS = 3_600;

export function isChainSilent({ tipTime, completedAt }: LedgerTimes): boolean {
  return tipTime === null || completedAt - tipTime > MAX_SILENCE_SECONDS;
}

/** Unix seconds up to which every payment is known; null: not known how far. */
export function knownUntil(times: LedgerTimes): number | null {
  return isChainSilent(times) ? times.tipTime : times.completedAt;
}
