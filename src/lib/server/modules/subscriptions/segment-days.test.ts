import { expect, it } from 'vitest';
import { startOfDate } from '../../../domain/time/periods.ts';
import { addSegment, dayRows, openDays } from './segment-days.ts';
import type { SubscriptionRow } from './statements.ts';

/** Since the fork a block takes 30 s, so that a day has 2,880: these end at the last block of each. */
const FIRST = 3_000_000;
const dates = ['2025-06-01', '2025-06-02', '2025-06-03', '2025-06-04'];

it('earns a renewed and then cancelled app day by day, to the satoshi', () => {
  // 90 FLUX for 2,880 x 3 blocks from the first block of 1 June: 30 FLUX a day. On 2 June at half of the day (45 earned, 45
  // left) 45 more are paid for the 5,760 blocks from there: 90 for two days, 45 a day. On 3 June at half of the day the
  // owner cancels: one of the two days is earned, 45 are broken.
  const counted = setup();
  const half = { height: FIRST + 4_320, time: startOfDate('2025-06-02') + 43_200 };
  const cancel = { height: FIRST + 7_200, time: startOfDate('2025-06-03') + 43_200 };
  addSegment(
    row({
      deposit_sat: '9000000000',
      end_height: FIRST + 8_640,
      stop_height: half.height,
      stop_time: half.time,
      stop_reason: 'superseded'
    }),
    counted
  );
  addSegment(
    row({
      start_height: half.height,
      start_time: half.time,
      deposit_sat: '4500000000',
      carried_in_sat: '4500000000',
      end_height: half.height + 5_760,
      stop_height: cancel.height,
      stop_time: cancel.time,
      stop_reason: 'cancelled_by_owner'
    }),
    counted
  );
  expect(shown(counted)).toEqual([
    ['2025-06-01', 1, '9000000000', '3000000000', '0', '6000000000'],
    // 15 of the first term, 22.5 of the second.
    ['2025-06-02', 1, '4500000000', '3750000000', '0', '6750000000'],
    ['2025-06-03', 0, '0', '2250000000', '4500000000', '0'],
    ['2025-06-04', 0, '0', '0', '0', '0']
  ]);
});

it('breaks at once what bought nothing, and rounds within a term alone', () => {
  const counted = setup();
  addSegment(row({ outcome: 'duplicate_hash', deposit_sat: '700000000' }), counted);
  // 10 satoshi over three days: 3, 6 and 10 are earned at their ends.
  addSegment(row({ deposit_sat: '10', end_height: FIRST + 8_640 }), counted);
  expect(shown(counted)).toEqual([
    ['2025-06-01', 2, '700000010', '3', '700000000', '7'],
    ['2025-06-02', 0, '0', '3', '0', '4'],
    ['2025-06-03', 0, '0', '4', '0', '0'],
    ['2025-06-04', 0, '0', '0', '0', '0']
  ]);
});

function setup() {
  const at = (index: number) => ({
    height: FIRST + 2_880 * (index + 1),
    time: startOfDate(dates[index] ?? '') + 86_399
  });
  return openDays(
    dates.map((date, index) => ({ date, at: at(index) })),
    null
  );
}

function shown(counted: ReturnType<typeof setup>) {
  return dayRows(counted, 0n).map(({ date, payment_count, cash_sat, accrued_sat, breakage_sat, deferred_sat }) => [
    date,
    payment_count,
    cash_sat,
    accrued_sat,
    breakage_sat,
    deferred_sat
  ]);
}

function row(differing: Partial<SubscriptionRow>): SubscriptionRow {
  const start = { start_height: FIRST, start_time: startOfDate('2025-06-01'), sender: 't1Buyer', outcome: 'bought' };
  const none = { carried_in_sat: '0', end_height: null, end_time: null, stop_height: null, stop_time: null };
  return { ...start, ...none, stop_reason: null, last_height: FIRST, ...differing } as SubscriptionRow;
}
