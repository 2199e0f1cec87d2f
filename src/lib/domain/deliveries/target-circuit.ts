/**
 * Whether a receiver is left alone: closed, open for five minutes after five failures in a row, then one probe. Whatever
 * answer the probe gets closes the circuit: the receiver is there. `(circuit, event, now) -> circuit`.
 */
const FAILURES_TO_OPEN = 5;
const OPEN_SECONDS = 300;

export interface TargetCircuit {
  failures: number;
  /** Unix seconds; null: closed. */
  openedAt: number | null;
  isProbing: boolean;
}

/** answered: well, or as a last word; refused: an answer that is tried again; silent: none. */
export type TargetEvent = 'begun' | 'answered' | 'refused' | 'silent';

export const closedTarget: TargetCircuit = { failures: 0, openedAt: null, isProbing: false };

/** How many attempts may begin now. */
export function admittedNow({ openedAt, isProbing }: TargetCircuit, now: number): number {
  if (openedAt === null) return Infinity;
  return !isProbing && now - openedAt >= OPEN_SECONDS ? 1 : 0;
}

export function nextTarget(circuit: TargetCircuit, event: TargetEvent, now: number): TargetCircuit {
  if (event === 'begun') return { ...circuit, isProbing: circuit.openedAt !== null };
  if (event === 'answered' || (event === 'refused' && circuit.isProbing)) return closedTarget;
  const failures = circuit.failures + 1;
  const isOpen = failures >= FAILURES_TO_OPEN || circuit.isProbing;
  return { failures, openedAt: isOpen ? now : null, isProbing: false };
}
