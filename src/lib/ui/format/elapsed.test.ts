import { afterEach, describe, expect, it, vi } from 'vitest';
import { elapsedSince, mark } from './elapsed.ts';

describe(elapsedSince, () => {
  afterEach(() => void vi.restoreAllMocks());
  const at = (monotonic: number, wall: number) => {
    vi.spyOn(performance, 'now').mockReturnValue(monotonic);
    vi.spyOn(Date, 'now').mockReturnValue(wall);
  };

  it('counts the time that a machine slept, while its monotonic clock stood still', () => {
    at(1_000, 5_000_000);
    const start = mark();
    at(3_000, 5_000_000 + 8 * 3_600_000);
    expect(elapsedSince(start)).toBe(8 * 3_600_000);
  });
  it('does not run backwards with the clock on the wall', () => {
    at(1_000, 5_000_000);
    const start = mark();
    at(31_000, 1_000_000);
    expect(elapsedSince(start)).toBe(30_000);
  });
});
