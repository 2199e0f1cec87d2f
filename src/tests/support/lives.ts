/** Lives of apps as chance makes them, and the law of subscriptions that each has to keep at every height. */
import fc from 'fast-check';
import { balanceAt, type Moment } from '../../lib/domain/subscriptions/accrual.ts';
import type { LifeMessage, LifeSegment } from '../../lib/domain/subscriptions/segments.ts';

/** A block with a time that its height may have: 30 s a block since 2,100,000. */
export const blockOf = (height: number): Moment => ({ height, time: 1_763_814_435 + (height - 2_100_000) * 30 });

const drawnMessage = fc.record({
  gap: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 200_000 })),
  type: fc.constantFrom('register' as const, 'update' as const),
  specVersion: fc.constantFrom(7, 8, 9, 10, null),
  expire: fc.oneof(fc.constantFrom(null, 0, 1, 100), fc.integer({ min: 1, max: 1_056_000 })),
  ttl: fc.option(fc.integer({ min: 0, max: 20_000_000 })),
  depositSat: fc.oneof(fc.constantFrom(0n, 1n), fc.bigInt({ min: 0n, max: 10n ** 17n }))
});

/** Messages of one app in chain order, on both sides of the fork. */
export const anyLife: fc.Arbitrary<LifeMessage[]> = fc
  .tuple(fc.integer({ min: 1_700_000, max: 2_400_000 }), fc.array(drawnMessage, { minLength: 1, maxLength: 12 }))
  .map(([from, drawn]) => {
    let height = from;
    return drawn.map(({ gap, ttl, ...rest }, index): LifeMessage => {
      height += gap;
      const at = blockOf(height);
      const endTime = rest.specVersion === 9 && ttl !== null ? at.time + ttl : null;
      return { hash: String(index), depositUsd: 0n, ...rest, at, endTime };
    });
  });

export const anyHeight = fc.integer({ min: 1_700_000, max: 5_000_000 });

/** What is wrong with the law in one app's chain at a block; empty: nothing. */
export function faultAt(segments: readonly LifeSegment[], at: Moment): string {
  const begun = segments.filter(({ start }) => start.height <= at.height);
  let [known, paid] = [0n, 0n];
  for (const [index, segment] of begun.entries()) {
    const { accrued, deferred, breakage, carriedOut } = balanceAt(segment, at);
    if (accrued < 0n || deferred < 0n || breakage < 0n || carriedOut < 0n) return 'a part is negative';
    const whole = segment.message.depositSat + segment.carriedInSat;
    if (accrued + deferred + breakage + carriedOut !== whole) return 'the parts are not the whole';
    const next = begun[index + 1]?.carriedInSat ?? 0n;
    if (next !== carriedOut) return 'what goes out does not come in';
    known += accrued + deferred + breakage;
    paid += segment.message.depositSat;
  }
  return known === paid ? '' : 'the app has another sum than it paid';
}
