/**
 * A store behind its circuit (Store -> Store): calls that would go nowhere are refused at once.
 *
 * Only outages of the store itself count; what it refuses is an answer. An ordinary call is never the probe, because it
 * may take minutes: probing is for `probe`, which has a limit after which a database that says nothing has failed.
 */
import { StaleFenceError, StoreError } from '../../errors.ts';
import * as circuits from './circuit.ts';
import type { StatementName, Statements, Store } from '../store.ts';

export interface GuardedStore extends Store {
  state(): circuits.CircuitState;
  /** A short question, sent also as the one probe of an open circuit; null when not even that may go out. */
  probe<N extends StatementName>(name: N, args: Statements[N]['args']): Promise<Statements[N]['row'][]> | null;
}

export interface GuardOptions {
  nowMs: () => number;
  /** A probe without an answer for so long has failed. */
  patienceMs: number;
}

export function guardStore(store: Store, { nowMs, patienceMs }: GuardOptions): GuardedStore {
  let circuit = circuits.closedCircuit;

  const send = async <T>(admission: circuits.Admission, call: () => Promise<T>): Promise<T> => {
    circuit = circuits.admitted(circuit, admission);
    let outcome: circuits.Outcome = 'given up';
    try {
      const answer = await call();
      outcome = 'answered';
      return answer;
    } catch (error) {
      outcome = outcomeOf(error);
      throw error;
    } finally {
      circuit = circuits.ended(circuit, admission, { outcome, nowMs: nowMs() });
    }
  };

  return {
    state: () => circuits.circuitState(circuit),
    query(name, args) {
      const admission = circuits.admission(circuit, nowMs());
      if (admission === null || admission.isProbe) return Promise.reject(notReached(name));
      return send(admission, () => store.query(name, args));
    },
    probe(name, args) {
      const admission = circuits.admission(circuit, nowMs());
      return admission && send(admission, () => withLimit(store.query(name, args), { name, patienceMs }));
    },
    close: () => store.close()
  };
}

export function isOutage(error: unknown): boolean {
  return error instanceof StoreError && error.isOutage;
}

function outcomeOf(error: unknown): circuits.Outcome {
  if (isOutage(error)) return 'outage';
  return error instanceof StoreError || error instanceof StaleFenceError ? 'answered' : 'given up';
}

function notReached(name: string): StoreError {
  return new StoreError(`${name}: the database does not answer and is left alone for a minute`, true);
}

async function withLimit<T>(answer: Promise<T>, limit: { name: string; patienceMs: number }): Promise<T> {
  const { promise: never, reject } = Promise.withResolvers<never>();
  const text = `${limit.name}: no answer of the database in ${limit.patienceMs} ms`;
  const timer = setTimeout(() => reject(new StoreError(text, true)), limit.patienceMs);
  try {
    return await Promise.race([answer, never]);
  } finally {
    clearTimeout(timer);
  }
}
