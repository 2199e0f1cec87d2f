import { expect, it } from 'vitest';
import { admittedNow, closedTarget, nextTarget, type TargetEvent } from './target-circuit.ts';

const after = (events: TargetEvent[], now = 0) =>
  events.reduce((circuit, event) => nextTarget(circuit, event, now), closedTarget);
const failed = (times: number) => Array.from({ length: times }, () => ['begun', 'silent'] as const).flat();

it('opens after five failures in a row', () => {
  expect(admittedNow(after(failed(4)), 0)).toBe(Infinity);
  expect(admittedNow(after(failed(5)), 0)).toBe(0);
  expect(admittedNow(after([...failed(4), 'begun', 'answered', ...failed(4)]), 0)).toBe(Infinity);
});

it('probes once after five minutes', () => {
  const open = after(failed(5));
  expect(admittedNow(open, 299)).toBe(0);
  expect(admittedNow(open, 300)).toBe(1);
  expect(admittedNow(nextTarget(open, 'begun', 300), 300)).toBe(0);
});

it.each(['answered', 'refused'] as const)('is closed by a probe that is %s', (event) => {
  const probing = nextTarget(after(failed(5)), 'begun', 300);
  expect(nextTarget(probing, event, 301)).toEqual(closedTarget);
});

it('stays open for five more minutes after a probe without an answer', () => {
  const probing = nextTarget(after(failed(5)), 'begun', 300);
  const open = nextTarget(probing, 'silent', 310);
  expect([admittedNow(open, 609), admittedNow(open, 610)]).toEqual([0, 1]);
});
