import { describe, expect, it } from 'vitest';
import { sparkPath } from './sparks.ts';

describe(sparkPath, () => {
  it('spans its own extent, the highest at the top', () => {
    // Half the height up and down from the middle, less the margin of 6 %.
    expect(sparkPath([10, 20, 30])).toBe('M0 940 500 500 1000 60');
  });
  it('stays in the middle when nothing moves', () => {
    expect(sparkPath([400, 400])).toBe('M0 500 1000 500');
  });
  it('shows a small change small', () => {
    // The mean is 999.5, the least span 99.95: 1 is 8.8 of 1,000 over 880 of the height.
    expect(sparkPath([1_000, 999])).toBe('M0 496 1000 504');
  });
  it('has a gap where nothing is known', () => {
    expect(sparkPath([1, 1, null, 1, 1])).toBe('M0 500 250 500M750 500 1000 500');
  });
  it('draws nothing without two neighbouring days', () => {
    expect(sparkPath([null, 7, null])).toBe('');
    expect(sparkPath([])).toBe('');
  });
});
