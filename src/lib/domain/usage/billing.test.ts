import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { billingPeriod, changeBillingDay, type BillingRule } from './billing.ts';

const at = (text: string) => Date.parse(text) / 1_000;
const from = (day: number): BillingRule[] => [{ from: null, day }];
const written = ({ start, end }: { start: number; end: number }) =>
  [start, end].map((seconds) => new Date(seconds * 1_000).toISOString().slice(0, 10));

describe('a period', () => {
  it.each([
    ['the 1st', 1, '2026-03-20T12:00:00Z', ['2026-03-01', '2026-04-01']],
    ['the moment it begins', 15, '2026-03-15T00:00:00Z', ['2026-03-15', '2026-04-15']],
    ['the second before', 15, '2026-03-14T23:59:59Z', ['2026-02-15', '2026-03-15']],
    ['over the turn of the year', 20, '2026-01-05T00:00:00Z', ['2025-12-20', '2026-01-20']],
    ['the 31st in a February', 31, '2026-02-28T00:00:00Z', ['2026-02-28', '2026-03-31']],
    ['the 31st before that', 31, '2026-02-27T23:59:59Z', ['2026-01-31', '2026-02-28']],
    ['the 31st in a leap year', 31, '2028-02-28T12:00:00Z', ['2028-01-31', '2028-02-29']],
    ['the leap day itself', 29, '2028-02-29T12:00:00Z', ['2028-02-29', '2028-03-29']],
    ['the 29th in a year without it', 29, '2027-02-28T12:00:00Z', ['2027-02-28', '2027-03-29']],
    ['the 31st in a month of 30 days', 31, '2026-04-30T00:00:00Z', ['2026-04-30', '2026-05-31']]
  ])('begins on %s', (_, day, moment, expected) => {
    expect(written(billingPeriod(from(day), at(moment)))).toEqual(expected);
  });
});

describe('a change of the day', () => {
  const march20 = at('2026-03-20T12:00:00Z');
  it('ends the running period at the new day, where that has passed in it', () => {
    const { rules } = changeBillingDay(from(1), { day: 15, now: march20 });
    expect(written(billingPeriod(rules, at('2026-03-14T00:00:00Z')))).toEqual(['2026-03-01', '2026-03-15']);
    expect(written(billingPeriod(rules, march20))).toEqual(['2026-03-15', '2026-04-15']);
  });
  it('cuts the running period short, where the new day is to come', () => {
    const { rules } = changeBillingDay(from(1), { day: 25, now: march20 });
    expect(written(billingPeriod(rules, march20))).toEqual(['2026-03-01', '2026-03-25']);
    expect(written(billingPeriod(rules, at('2026-03-25T00:00:00Z')))).toEqual(['2026-03-25', '2026-04-25']);
    expect(written(billingPeriod(rules, at('2026-02-10T00:00:00Z')))).toEqual(['2026-02-01', '2026-03-01']);
  });
  it('puts every moment in one period, whatever changes came', () => {
    const day = fc.integer({ min: 1, max: 31 });
    const start = at('2026-01-01T00:00:00Z');
    fc.assert(
      fc.property(
        day,
        fc.array(fc.tuple(fc.integer({ min: 0, max: 100 }), day), { maxLength: 5 }),
        (first, changes) => {
          let rules = from(first);
          let now = start;
          for (const [days, next] of changes)
            rules = changeBillingDay(rules, { day: next, now: (now += days * 86_400) }).rules;
          for (let moment = start; moment < now + 90 * 86_400;) {
            const period = billingPeriod(rules, moment);
            expect(period.start).toBeLessThanOrEqual(moment);
            expect(period.end).toBeGreaterThan(moment);
            expect(period.end - period.start).toBeLessThanOrEqual(31 * 86_400);
            expect(billingPeriod(rules, period.end - 1)).toEqual(period);
            expect(billingPeriod(rules, period.end).start).toBe(period.end);
            moment = period.end;
          }
        }
      )
    );
  });
});
