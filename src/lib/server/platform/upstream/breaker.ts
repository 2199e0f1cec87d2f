/**
 * The circuit of one source, as a reducer: closed, open after five failures in a row, then one probe at a time.
 *
 * Not cockatiel's: there, callers queue behind the probe, an answer of "no" does not end a row of failures, and a probe
 * that its caller gave up closes the circuit. Here callers fail at once (they have another source to ask), every answer
 * closes, and an abandoned probe leaves the place to the next caller.
 */
const FAILURES_TO_OPEN = 5;
const OPEN_MS = 10_000;

export interface Circuit {
  /** In a row, since the last answer. */
  failures: number;
  openedAtMs: number | null;
  isProbing: boolean;
}

export type CircuitEvent = 'admitted' | 'answered' | 'failed' | 'abandoned';

export const closedCircuit: Circuit = { failures: 0, openedAtMs: null, isProbing: false };

/** Whether a call may go out now; if so it must be followed by `admitted` and then by one of the other events. */
export function isAdmitting({ openedAtMs, isProbing }: Circuit, nowMs: number): boolean {
  return openedAtMs === null || (!isProbing && nowMs - openedAtMs >= OPEN_MS);
}

export function nextCircuit(circuit: Circuit, event: CircuitEvent, nowMs: number): Circuit {
  switch (event) {
    case 'admitted':
      return { ...circuit, isProbing: circuit.openedAtMs !== null };
    case 'answered':
      return closedCircuit;
    case 'abandoned':
      return { ...circuit, isProbing: false };
    case 'failed': {
      const failures = circuit.failures + 1;
      return { failures, openedAtMs: failures >= FAILURES_TO_OPEN ? nowMs : null, isProbing: false };
    }
  }
}
