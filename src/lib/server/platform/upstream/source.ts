/**
 * One named source of a host: what health says about it, and its circuit.
 *
 * Several sources may live on one host (the daemon, its address index, the app messages) and fail apart. An answer of
 * "no" is a success here: the source works. What a caller gave up, or broke itself, says nothing about the source.
 *
 * A source may serve several purposes and is well while none of them failed last. One that is only asked when better ones
 * fail would keep its last failure for ever: it is excused when a better one answers again.
 */
import type { Logger } from 'pino';
import { UpstreamError } from '../errors.ts';
import { closedCircuit, isAdmitting, nextCircuit, type CircuitEvent } from './breaker.ts';
import type { Clock } from './clock.ts';
import { AskedToWait, DefiniteNo } from './failures.ts';
import type { SourceState } from './source-state.ts';

export type UpstreamLog = Pick<Logger, 'debug' | 'info' | 'warn'>;

export interface Source {
  name: string;
  state(): SourceState;
  /** Throws while the circuit is open, without claiming anything. */
  check(): void;
  /** Runs one attempt and draws the conclusions from how it ended, for its purpose. */
  attempt<T>(call: { signal: AbortSignal; purpose?: string | undefined }, work: () => Promise<T>): Promise<T>;
  /** Another source gives what this one failed to give for the purpose. What it failed with stays told. */
  excuse(purpose: string): void;
  /** What of its newest answer could not be read and was left out; null: nothing. */
  note(text: string | null): void;
}

/** Of sources that serve only one. */
const ONLY_PURPOSE = '';

interface Surroundings {
  clock: Clock;
  /** Unix seconds. */
  now: () => number;
  log: UpstreamLog | undefined;
  /** A source that is asked a few times an hour is asked each time: pausing it would cost an hour's answers. */
  hasCircuit: boolean;
  /** See SourceState. */
  isOptional: boolean;
}

export function createSource(name: string, { clock, now, log, hasCircuit, isOptional }: Surroundings): Source {
  const state: Omit<SourceState, 'ok'> = { name, lastSuccess: null, lastError: null, lastErrorAt: null, note: null };
  const failing = new Set<string>();
  let circuit = closedCircuit;

  function happen(event: CircuitEvent): void {
    const wasOpen = circuit.openedAtMs !== null;
    circuit = nextCircuit(circuit, event, clock.nowMs());
    const isOpen = circuit.openedAtMs !== null;
    if (isOpen && !wasOpen) log?.warn({ source: name, reason: state.lastError }, 'upstream circuit opened');
    if (!isOpen && wasOpen) log?.info({ source: name }, 'upstream circuit closed');
  }

  function succeed(purpose: string): void {
    failing.delete(purpose);
    state.lastSuccess = now();
    happen('answered');
  }

  function fail(error: unknown, { signal, purpose }: { signal: AbortSignal; purpose: string }): void {
    if (error instanceof DefiniteNo) {
      succeed(purpose);
    } else if (signal.aborted || !(error instanceof UpstreamError)) {
      happen('abandoned');
    } else {
      failing.add(purpose);
      Object.assign(state, { lastError: error.message, lastErrorAt: now() });
      happen(error instanceof AskedToWait || !hasCircuit ? 'abandoned' : 'failed');
    }
  }

  function check(): void {
    if (isAdmitting(circuit, clock.nowMs())) return;
    throw new UpstreamError(name, `not asked, it failed ${circuit.failures} times in a row (${state.lastError ?? ''})`);
  }

  return {
    name,
    state: () => ({ ...state, ok: failing.size === 0, ...(isOptional ? { isOptional: true } : {}) }),
    check,
    excuse: (purpose) => void failing.delete(purpose),
    note(text) {
      const isNew = text !== null && state.note === null;
      if (isNew) log?.warn({ source: name, note: text }, 'upstream rows not read');
      state.note = text;
    },
    async attempt({ signal, purpose = ONLY_PURPOSE }, work) {
      check();
      happen('admitted');
      try {
        const value = await work();
        succeed(purpose);
        return value;
      } catch (error) {
        fail(error, { signal, purpose });
        throw error;
      }
    }
  };
}
