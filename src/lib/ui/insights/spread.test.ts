import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spread, type Circle } from './spread.ts';

const world = { left: 0, top: 0, right: 330, bottom: 140 };
/** Places are rounded to a tenth. */
const ROUNDING = 0.2;

it('leaves what has room where it is', () => {
  const apart = [
    { x: 50, y: 50, radius: 10 },
    { x: 80, y: 50, radius: 10 }
  ];
  expect(spread(apart, world)).toEqual(apart);
});

it('parts two circles in equal halves', () => {
  const [a, b] = spread(
    [
      { x: 100, y: 70, radius: 5 },
      { x: 104, y: 70, radius: 5 }
    ],
    world
  );
  expect([a?.y, b?.y]).toEqual([70, 70]);
  expect((a?.x ?? 0) + (b?.x ?? 0)).toBeCloseTo(204, 0);
  expect(gapOf(a, b)).toBeGreaterThanOrEqual(0);
});

it('parts as many countries as the network has, also those that are at one place, within the frame', () => {
  const circle = fc.record({
    x: fc.integer({ min: 150, max: 230 }),
    y: fc.integer({ min: 20, max: 70 }),
    radius: fc.double({ min: 2.5, max: 6, noNaN: true })
  });
  fc.assert(
    fc.property(fc.array(circle, { maxLength: 40 }), (circles) => {
      const placed = spread(circles, world);
      placed.forEach((one, at) => {
        for (const other of placed.slice(at + 1)) expect(gapOf(one, other)).toBeGreaterThan(-ROUNDING);
        expect(one.x - one.radius).toBeGreaterThan(world.left - ROUNDING);
        expect(one.y + one.radius).toBeLessThan(world.bottom + ROUNDING);
      });
    }),
    { numRuns: 50 }
  );
});

function gapOf(a: Circle | undefined, b: Circle | undefined): number {
  if (!a || !b) throw new Error('two circles are needed');
  return Math.hypot(a.x - b.x, a.y - b.y) - a.radius - b.radius;
}
