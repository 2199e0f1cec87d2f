import { expect, it } from 'vitest';
import { phaseAt, tellingOf } from './phases.ts';

const at = (height: number, time = 0) => ({ height, time });
const WEEK_BLOCKS = 7 * 2_880;
const end = { height: 3_200_000 };

it('is over once the tip lies above the end, and ends soon within seven days of blocks', () => {
  const phase = (height: number) => phaseAt({ end, stop: null }, at(height));
  expect(phase(end.height - WEEK_BLOCKS - 1)).toBe('active');
  expect(phase(end.height - WEEK_BLOCKS)).toBe('expiring');
  expect(phase(end.height)).toBe('expiring');
  expect(phase(end.height + 1)).toBe('completed');
});

it('goes by the clock of blocks where a term ends by time', () => {
  const phase = (time: number) => phaseAt({ end: { time: 1_800_000_000 }, stop: null }, at(3_000_000, time));
  expect([phase(1_799_000_000), phase(1_799_395_200), phase(1_800_000_000), phase(1_800_000_001)]).toEqual([
    'active',
    'expiring',
    'expiring',
    'completed'
  ]);
});

it('knows what stopped a term before the clock does, and nothing of a term that nobody knows', () => {
  const stop = { at: at(3_100_000), reason: 'superseded' } as const;
  expect(phaseAt({ end, stop }, at(3_000_000))).toBe('superseded');
  expect(phaseAt({ end, stop: { ...stop, reason: 'cancelled_by_owner' } }, at(3_000_000))).toBe('cancelled');
  expect(phaseAt({ end: null, stop: null }, at(9_000_000, 9e9))).toBe('active');
});

it('tells each phase as it is entered', () => {
  expect(tellingOf(null, 'active')).toEqual(['began']);
  expect(tellingOf(null, 'expiring')).toEqual(['began', 'expiring']);
  expect(tellingOf(null, 'completed')).toEqual(['completed']);
  expect(tellingOf('active', 'expiring')).toEqual(['expiring']);
  expect(tellingOf('expiring', 'active')).toEqual([]);
  expect(tellingOf('expiring', 'superseded')).toEqual(['superseded']);
  expect(tellingOf('cancelled', 'active')).toEqual(['began']);
  expect(tellingOf('completed', 'completed')).toEqual([]);
});
