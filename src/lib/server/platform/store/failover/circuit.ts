/**
 * The circuit of one database, as a reducer: closed, open after five outages in a row, then one probe after a minute.
 *
 * What a call meant is told when it ends; a call that was sent before the circuit opened says nothing any more, so that
 * only the probe can close an open circuit or keep it open. Any answer settles a probe, a refusal too: a database that
 * refuses is there. A probe that was given up frees its place.
 */
const OUTAGES_TO_OPEN = 5;
const OPEN_MS = 60_000;

export interface Circuit {
  /** In a row, since the last answer. */
  outages: number;
  openedAtMs: number | null;
  isProbing: boolean;
}

export type CircuitState = 'CLOSED' | 'OPEN' | 'HALF_OPEN';
export type Outcome = 'answered' | 'outage' | 'given up';

/** A call that may go out. */
export interface Admission {
  isProbe: boolean;
}

export const closedCircuit: Circuit = { outages: 0, openedAtMs: null, isProbing: false };

export function circuitState({ openedAtMs, isProbing }: Circuit): CircuitState {
  if (openedAtMs === null) return 'CLOSED';
  return isProbing ? 'HALF_OPEN' : 'OPEN';
}

/** null: no call may go out. After a minute that is one probe, if the caller is willing to be it. */
export function admission(circuit: Circuit, nowMs: number): Admission | null {
  if (circuit.openedAtMs === null) return { isProbe: false };
  return !circuit.isProbing && nowMs - circuit.openedAtMs >= OPEN_MS ? { isProbe: true } : null;
}

export function admitted(circuit: Circuit, { isProbe }: Admission): Circuit {
  return isProbe ? { ...circuit, isProbing: true } : circuit;
}

export function ended(circuit: Circuit, { isProbe }: Admission, { outcome, nowMs }: Ending): Circuit {
  if (circuit.openedAtMs !== null && !isProbe) return circuit;
  switch (outcome) {
    case 'answered':
      return closedCircuit;
    case 'given up':
      return isProbe ? { ...circuit, isProbing: false } : circuit;
    case 'outage': {
      const outages = circuit.outages + 1;
      return { outages, openedAtMs: outages >= OUTAGES_TO_OPEN ? nowMs : null, isProbing: false };
    }
  }
}

export interface Ending {
  outcome: Outcome;
  nowMs: number;
}
