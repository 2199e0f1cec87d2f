/** Every expected number is worked out by hand: a block before 2,020,000 is four parts of a term, one after it is one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanceAt, ratePerSecondE18, standingAt } from './accrual.ts';
import { anyHeight, anyLife, blockOf, faultAt } from '../../../tests/support/lives.ts';
import { segmentsOf, type LifeMessage, type LifeSegment } from './segments.ts';

const FLUX = 100_000_000n;
const at = blockOf;

describe('a renewal before the end', () => {
  const [first, second] = pair(
    message({ at: at(2_100_000), depositSat: 88n * FLUX, depositUsd: 6_000_000n }),
    message({ type: 'update', at: at(2_144_000), depositSat: 10n * FLUX, depositUsd: 700_000n })
  );
  it('leaves to the next what was not earned: half of the term is half of the value', () => {
    expect(balanceAt(first, at(2_144_000))).toEqual(parts({ accrued: 44n * FLUX, carriedOut: 44n * FLUX }));
    expect(standingAt(first, at(2_144_000))).toEqual({ status: 'completed', reason: 'superseded' });
    expect([second.carriedInSat, second.totalSat]).toEqual([44n * FLUX, 54n * FLUX]);
    expect(second.carriedInUsd).toBe(3_000_000n);
  });
  it('was not there one block before', () => {
    expect(balanceAt(first, at(2_143_999))).toEqual(parts({ accrued: 4_399_900_000n, deferred: 4_400_100_000n }));
    expect(standingAt(first, at(2_143_999))).toEqual({ status: 'active', reason: null });
  });
  it('is earned over its own term', () => {
    expect(balanceAt(second, at(2_188_000))).toEqual(parts({ accrued: 27n * FLUX, deferred: 27n * FLUX }));
  });
});

it('carries nothing into a renewal after the end', () => {
  const [first, second] = pair(
    message({ at: at(2_100_000), depositSat: 88n * FLUX }),
    message({ type: 'update', at: at(2_188_001), depositSat: 10n * FLUX })
  );
  expect(balanceAt(first, at(2_188_001))).toEqual(parts({ accrued: 88n * FLUX }));
  expect(standingAt(first, at(2_188_000))).toEqual({ status: 'active', reason: null });
  expect(standingAt(first, at(2_188_001))).toEqual({ status: 'completed', reason: 'expired' });
  expect(second.carriedInSat).toBe(0n);
});

it('earns four times as fast in blocks of the old chain', () => {
  // 30,000 old blocks are 120,000 parts, 936,000 new ones as many: 1,056,000 in all.
  const [life] = segmentsOf([
    message({ at: { height: 1_990_000, time: 1_757_467_235 }, expire: 264_000, depositSat: 1_056_000n })
  ]);
  expect(life?.end).toEqual({ height: 2_956_000 });
  expect(
    [1_990_000, 2_019_999, 2_020_000, 2_020_001, 2_956_000, 2_956_001].map((height) => accrued(life, height))
  ).toEqual([0n, 119_996n, 120_000n, 120_001n, 1_056_000n, 1_056_000n]);
});

it('carries over what an app of before the fork has left', () => {
  const [first, second] = pair(
    message({ at: { height: 1_990_000, time: 1_757_467_235 }, expire: 264_000, depositSat: 1_056_000n }),
    message({ type: 'update', at: at(2_520_000), depositSat: 5n })
  );
  expect(balanceAt(first, at(2_520_000))).toEqual(parts({ accrued: 620_000n, carriedOut: 436_000n }));
  expect(second.totalSat).toBe(436_005n);
});

it.each([
  [1, 2_144_001, 2_144_001, 1_000_000n],
  [100, 2_144_100, 2_144_050, 500_000n]
])('breaks what is left when its owner cancels by an update of %i blocks', (expire, end, height, earned) => {
  const [first, second] = pair(
    message({ at: at(2_100_000), depositSat: 88n * FLUX }),
    message({ type: 'update', at: at(2_144_000), expire, depositSat: 1_000_000n })
  );
  expect(balanceAt(first, at(2_144_000))).toEqual(parts({ accrued: 44n * FLUX, breakage: 44n * FLUX }));
  expect(standingAt(first, at(2_144_000))).toEqual({ status: 'cancelled', reason: 'cancelled_by_owner' });
  expect([second.carriedInSat, second.end]).toEqual([0n, { height: end }]);
  expect(accrued(second, height)).toBe(earned);
});

it('takes a registration for a short term as one', () => {
  const [life] = segmentsOf([message({ at: at(2_100_000), expire: 100, depositSat: 200n })]);
  expect(accrued(life, 2_100_050)).toBe(100n);
});

describe('a term by time (version 9)', () => {
  const ttl = 30 * 86_400;
  it('is earned by the time of blocks, whatever their heights', () => {
    const start = at(2_900_000);
    const [life] = segmentsOf([
      message({ at: start, specVersion: 9, expire: null, endTime: start.time + ttl, depositSat: 60n * FLUX })
    ]);
    expect(life?.end).toEqual({ time: start.time + ttl });
    const half = { height: 2_900_001, time: start.time + ttl / 2 };
    expect(balanceAt(life!, half)).toEqual(parts({ accrued: 30n * FLUX, deferred: 30n * FLUX }));
    expect(standingAt(life!, { height: 2_900_002, time: start.time + ttl })).toMatchObject({ status: 'active' });
    expect(standingAt(life!, { height: 2_900_003, time: start.time + ttl + 1 })).toMatchObject({ reason: 'expired' });
    // 60 FLUX in 2,592,000 s.
    expect(ratePerSecondE18(life!)).toBe(23_148_148_148_148n);
  });
  it.each([
    [9, null],
    [10, null]
  ])('earns nothing where nobody knows it: version %i without a term', (specVersion, expire) => {
    const [first, second] = pair(
      message({ at: at(2_900_000), specVersion, expire, depositSat: 7n }),
      message({ type: 'update', at: at(9_000_000), depositSat: 1n })
    );
    expect(first.end).toBeNull();
    expect(ratePerSecondE18(first)).toBeNull();
    expect(balanceAt(first, at(8_999_999))).toEqual(parts({ deferred: 7n }));
    expect(standingAt(first, at(8_999_999))).toEqual({ status: 'active', reason: null });
    expect(balanceAt(first, at(9_000_000))).toEqual(parts({ carriedOut: 7n }));
    expect(second.totalSat).toBe(8n);
  });
});

it('knows dollars only where all that came in has some', () => {
  const [, second] = pair(
    message({ at: at(2_100_000), depositSat: 88n * FLUX, depositUsd: null }),
    message({ type: 'update', at: at(2_144_000), depositSat: 1n, depositUsd: 1n })
  );
  expect(second.carriedInUsd).toBeNull();
});

it('holds the law at every height of any life: nothing is made and nothing is lost', () => {
  fc.assert(
    fc.property(anyLife, fc.array(anyHeight, { minLength: 5, maxLength: 5 }), (messages, heights) => {
      const segments = segmentsOf(messages);
      const places = [...heights, ...messages.map((each) => each.at.height)].map(blockOf);
      expect(places.map((now) => faultAt(segments, now)).filter((fault) => fault !== '')).toEqual([]);
    }),
    { numRuns: 3_000 }
  );
});

function accrued(segment: LifeSegment | undefined, height: number): bigint {
  return balanceAt(segment!, at(height)).accrued;
}

function parts(over: Partial<ReturnType<typeof balanceAt>>) {
  return { accrued: 0n, deferred: 0n, breakage: 0n, carriedOut: 0n, ...over };
}

function pair(...messages: LifeMessage[]): [LifeSegment, LifeSegment] {
  const [first, second] = segmentsOf(messages);
  return [first!, second!];
}

/** A registration of version 8 for 88,000 blocks. */
function message(over: Partial<LifeMessage>): LifeMessage {
  return {
    hash: 'aa',
    type: 'register',
    at: at(2_100_000),
    specVersion: 8,
    expire: 88_000,
    endTime: null,
    depositSat: 0n,
    depositUsd: 0n,
    ...over
  };
}
