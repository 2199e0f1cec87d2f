import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { concentrationOf } from './concentration.ts';

const of = (...amounts: number[]) => concentrationOf(amounts.map(BigInt));

describe('published examples', () => {
  it('is the HHI of the four firms of the US Department of Justice: 30, 30, 20, 20 make 2,600', () => {
    expect(of(30, 30, 20, 20)?.hhi).toBe(2_600);
  });
  it('is the Gini of 1, 2, 3, 4: 0.25', () => {
    // Mean absolute difference of all 16 pairs 20 / 16, by twice the mean 2.5.
    expect(of(1, 2, 3, 4)?.gini).toBe(0.25);
  });
  it('is the Nakamoto coefficient of 30, 25, 20, 15, 10: two hold 55 %', () => {
    expect(of(30, 25, 20, 15, 10)?.nakamoto).toBe(2);
  });
});

it('needs more than half: two of four equal holders have only half', () => {
  expect(of(25, 25, 25, 25)).toEqual({ hhi: 2_500, nakamoto: 3, gini: 0, top1: 25, top5: 100, top10: 100 });
});

it('gives everything to one owner', () => {
  expect(of(7)).toEqual({ hhi: 10_000, nakamoto: 1, gini: 0, top1: 100, top5: 100, top10: 100 });
});

it('knows no index of nothing, and leaves out holders of nothing', () => {
  expect(concentrationOf([])).toBeNull();
  expect(of(0, 0)).toBeNull();
  expect(of(5, 0, 5)).toEqual(of(5, 5));
});

const amounts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 18n }), { minLength: 1, maxLength: 40 });

it('lies within its bounds', () => {
  fc.assert(
    fc.property(amounts, (held) => {
      const found = concentrationOf(held);
      if (found === null) throw new Error('something is held');
      const least = Math.floor((10_000 / held.length) * 100) / 100;
      expect(found.hhi).toBeGreaterThanOrEqual(least);
      expect(found.hhi).toBeLessThanOrEqual(10_000);
      expect(found.gini).toBeGreaterThanOrEqual(0);
      expect(found.gini).toBeLessThan(1);
      expect(found.nakamoto).toBeGreaterThanOrEqual(1);
      expect(found.nakamoto).toBeLessThanOrEqual(Math.floor(held.length / 2) + 1);
      expect(found.top1).toBeLessThanOrEqual(found.top5);
      expect(found.top5).toBeLessThanOrEqual(found.top10);
    })
  );
});

it('is 10,000 / n for n equal holders, without inequality', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), fc.bigInt({ min: 1n, max: 10n ** 12n }), (count, each) => {
      const found = concentrationOf(Array.from({ length: count }, () => each));
      expect(found?.hhi).toBeCloseTo(10_000 / count, 2);
      expect(found?.gini).toBe(0);
      expect(found?.nakamoto).toBe(Math.floor(count / 2) + 1);
    })
  );
});

it('does not depend on the order', () => {
  fc.assert(
    fc.property(amounts, fc.integer(), (held, seed) => {
      const shuffled = held.toSorted(
        (a, b) => Number((a * BigInt(seed || 1)) % 97n) - Number((b * BigInt(seed || 1)) % 97n)
      );
      expect(concentrationOf(shuffled)).toEqual(concentrationOf(held));
    })
  );
});

it('is never less concentrated after two have become one', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: 1n, max: 10n ** 15n }), { minLength: 2, maxLength: 20 }), (held) => {
      const [first = 0n, second = 0n, ...rest] = held;
      const [before, after] = [concentrationOf(held), concentrationOf([first + second, ...rest])];
      expect(after?.hhi).toBeGreaterThanOrEqual(before?.hhi ?? 0);
      expect(after?.nakamoto).toBeLessThanOrEqual(before?.nakamoto ?? 0);
    })
  );
});
