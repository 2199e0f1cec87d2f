import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  admission,
  admitted,
  circuitState,
  closedCircuit,
  ended,
  type Admission,
  type Circuit,
  type Outcome
} from './circuit.ts';

const call: Admission = { isProbe: false };
const probe: Admission = { isProbe: true };

describe(ended, () => {
  it('opens with the fifth outage in a row, and admits nobody for a minute', () => {
    expect(circuitState(after('outage', 4))).toBe('CLOSED');
    const open = after('outage', 5);
    expect(circuitState(open)).toBe('OPEN');
    expect(admission(open, 59_999)).toBeNull();
    expect(admission(open, 60_000)).toEqual(probe);
  });
  it('counts from the start again after an answer', () => {
    const answered = ended(after('outage', 4), call, { outcome: 'answered', nowMs: 0 });
    expect(circuitState(ended(answered, call, { outcome: 'outage', nowMs: 0 }))).toBe('CLOSED');
  });
  it('counts no call that was given up', () => {
    expect(after('given up', 9)).toEqual(closedCircuit);
  });
  it('lets one probe out, and no other before it has ended', () => {
    const probing = admitted(after('outage', 5), probe);
    expect(circuitState(probing)).toBe('HALF_OPEN');
    expect(admission(probing, 600_000)).toBeNull();
  });
  it('closes when the probe is answered and waits another minute when it is not', () => {
    const probing = admitted(after('outage', 5), probe);
    expect(ended(probing, probe, { outcome: 'answered', nowMs: 60_000 })).toEqual(closedCircuit);
    const again = ended(probing, probe, { outcome: 'outage', nowMs: 64_000 });
    expect(admission(again, 123_999)).toBeNull();
    expect(admission(again, 124_000)).toEqual(probe);
  });
  it('gives the place of a probe that was given up to the next one', () => {
    const probing = admitted(after('outage', 5), probe);
    expect(admission(ended(probing, probe, { outcome: 'given up', nowMs: 61_000 }), 61_000)).toEqual(probe);
  });
  it('learns nothing from calls that were sent before it opened', () => {
    const probing = admitted(after('outage', 5), probe);
    for (const outcome of ['answered', 'outage', 'given up'] as const) {
      expect(ended(probing, call, { outcome, nowMs: 70_000 })).toEqual(probing);
    }
  });
  it('has at most one probe out and is never stuck, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let circuit = closedCircuit;
        let nowMs = 0;
        const out: Admission[] = [];
        for (const { waitMs, outcome, pick } of steps) {
          nowMs += waitMs;
          const next = outcome === null ? admission(circuit, nowMs) : null;
          if (next !== null) {
            circuit = admitted(circuit, next);
            out.push(next);
          } else if (outcome !== null && out.length > 0) {
            const [done = call] = out.splice(pick % out.length, 1);
            circuit = ended(circuit, done, { outcome, nowMs });
          }
          expect(out.filter(({ isProbe }) => isProbe).length).toBe(circuit.isProbing ? 1 : 0);
        }
        for (const left of out) circuit = ended(circuit, left, { outcome: 'given up', nowMs });
        expect(admission(circuit, nowMs + 60_000)).not.toBeNull();
      })
    );
  });
});

const step = fc.record({
  waitMs: fc.nat(90_000),
  /** null: a call wants to go out. */
  outcome: fc.constantFrom<Outcome | null>(null, null, 'answered', 'outage', 'outage', 'given up'),
  pick: fc.nat(100)
});

function after(outcome: Outcome, times: number): Circuit {
  let circuit = closedCircuit;
  for (let at = 0; at < times; at++) circuit = ended(circuit, call, { outcome, nowMs: 0 });
  return circuit;
}
