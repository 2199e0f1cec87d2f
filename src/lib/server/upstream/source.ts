/**
 * One named source of a host: what health says about it, and its circuit.
 *
 * Several sources may live on one host (the daemon, its address index, the app messages) and fail apart. An answer of
 * "no" is a success here: the source works. What a caller gave up, or broke itself, says nothing about the source.
 */
import type { Logger } from 'pino';
import { UpstreamError } from '../errors.ts';
import { closedCircuit, isAdmitting, nextCircuit, type CircuitEvent } from './breaker.ts';
import type { Clock } from './clock.ts';
import { AskedToWait, DefiniteNo } from './failures.ts';
import type { SourceState } from './ports.ts';

export type UpstreamLog = Pick<Logger, 'debug' | 'info' | 'warn'>;

export interface Source {
  name: string;
  state(): SourceState;
  /** Throws while the circuit is open, without claiming anything. */
  check(): void;
  /** Runs one attempt and draws the conclusions from how it ended. */
  attempt<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

interface Surroundings {
  clock: Clock;
  /** Unix seconds. */
  now: () => number;
  log: UpstreamLog | undefined;
  /** A source that is asked a few times an hour is asked each time: pausing it would cost an hour's answers. */
  hasCircuit: boolean;
}

export function createSource(name: string, { clock, now, log, hasCircuit }: Surroundings): Source {
  const state: SourceState = { name, ok: true, lastSuccess: null, lastError: null, lastErrorAt: null };
  let circuit = closedCircuit;

  function happen(event: CircuitEvent): void {
    const wasOpen = circuit.openedAtMs !== null;
    circuit = nextCircuit(circuit, event, clock.nowMs());
    const isOpen = circuit.openedAtMs !== null;
    if (isOpen && !wasOpen) log?.warn({ source: name, reason: state.lastError }, 'upstream circuit opened');
    if (!isOpen && wasOpen) log?.info({ source: name }, 'upstream circuit closed');
  }

  function succeed(): void {
    Object.assign(state, { ok: true, lastSuccess: now() });
    happen('answered');
  }

  function fail(error: unknown, signal: AbortSignal): void {
    if (error instanceof DefiniteNo) {
      succeed();
    } else if (signal.aborted || !(error instanceof UpstreamError)) {
      happen('abandoned');
    } else {
      Object.assign(state, { ok: false, lastError: error.message, lastErrorAt: now() });
      happen(error instanceof AskedToWait || !hasCircuit ? 'abandoned' : 'failed');
    }
  }

  function check(): void {
    if (isAdmitting(circuit, clock.nowMs())) return;
    throw new UpstreamError(name, `not asked, it failed ${circuit.failures} times in a row (${state.lastError ?? ''})`);
  }

  return {
    name,
    state: () => ({ ...state }),
    check,
    async attempt(signal, work) {
      check();
      happen('admitted');
      try {
        const value = await work();
        succeed();
        return value;
      } catch (error) {
        fail(error, signal);
        throw error;
      }
    }
  };
}
