import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closedCircuit, isAdmitting, nextCircuit, type Circuit, type CircuitEvent } from './breaker.ts';

describe(nextCircuit, () => {
  it('opens with the fifth failure in a row and admits nobody for ten seconds', () => {
    expect(isAdmitting(after(['failed', 'failed', 'failed', 'failed']), 0)).toBe(true);
    const open = after(fiveFailures);
    expect(isAdmitting(open, 0)).toBe(false);
    expect(isAdmitting(open, 9_999)).toBe(false);
    expect(isAdmitting(open, 10_000)).toBe(true);
  });
  it('starts counting again after an answer', () => {
    expect(isAdmitting(after(['failed', 'failed', 'failed', 'failed', 'answered', 'failed']), 0)).toBe(true);
  });
  it('admits one probe only', () => {
    expect(isAdmitting(after([...fiveFailures, 'admitted']), 60_000)).toBe(false);
  });
  it('closes when the probe is answered and stays open ten more seconds when it fails', () => {
    const probing = after([...fiveFailures, 'admitted']);
    expect(nextCircuit(probing, 'answered', 10_000)).toEqual(closedCircuit);
    const reopened = nextCircuit(probing, 'failed', 10_000);
    expect(isAdmitting(reopened, 19_999)).toBe(false);
    expect(isAdmitting(reopened, 20_000)).toBe(true);
  });
  it('gives the place of an abandoned probe to the next caller', () => {
    expect(isAdmitting(after([...fiveFailures, 'admitted', 'abandoned']), 10_000)).toBe(true);
  });
  it('is never stuck: after any events that left no probe out, ten seconds are enough', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<CircuitEvent>('answered', 'failed', 'abandoned')), (events) => {
        expect(isAdmitting(after(events), 10_000)).toBe(true);
      })
    );
  });
});

const fiveFailures: CircuitEvent[] = ['failed', 'failed', 'failed', 'failed', 'failed'];

function after(events: CircuitEvent[]): Circuit {
  return events.reduce((circuit, event) => nextCircuit(circuit, event, 0), closedCircuit);
}
