import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tickStart, untilNextTick } from './ticks.ts';

it('cuts time into the same ticks for everybody', () => {
  expect(tickStart(1_199, 600_000)).toBe(600);
  expect(tickStart(1_200, 600_000)).toBe(1_200);
  expect(untilNextTick(1_199, 600_000)).toBe(1_000);
  expect(untilNextTick(1_200, 600_000)).toBe(600_000);
});

it('is in the next tick, not in this one, when the wait is over', () => {
  fc.assert(
    fc.property(fc.nat(2_000_000_000), fc.integer({ min: 1, max: 86_400 }), (now, seconds) => {
      const start = tickStart(now, seconds * 1_000);
      expect(start <= now && now < start + seconds).toBe(true);
      const next = now + untilNextTick(now, seconds * 1_000) / 1_000;
      expect(tickStart(next, seconds * 1_000)).toBe(start + seconds);
    })
  );
});
