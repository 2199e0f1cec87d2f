import { expect, it } from 'vitest';
import { isStalled, nextWatched, stallLimitSeconds } from './stalls.ts';

it('lets a source be silent for five minutes or two and a half intervals, whichever is longer', () => {
  expect([60, 120, 121, 600].map(stallLimitSeconds)).toEqual([300, 300, 302.5, 1_500]);
  const watched = nextWatched(undefined, 1_000, 50);
  expect(isStalled(watched, 60, 350)).toBe(false);
  expect(isStalled(watched, 60, 351)).toBe(true);
  expect(isStalled(watched, 600, 1_550)).toBe(false);
  expect(isStalled(watched, 600, 1_551)).toBe(true);
});

it('counts anew with whatever the source tells', () => {
  const watched = nextWatched(undefined, 1_000, 50);
  expect(nextWatched(watched, 1_000, 300)).toBe(watched);
  expect(nextWatched(watched, 1_060, 110)).toEqual({ newest: 1_060, seenAt: 110 });
  expect(nextWatched(nextWatched(undefined, null, 5), null, 9)).toEqual({ newest: null, seenAt: 5 });
});

it('counts no time in which the watcher slept, however old the data are when it wakes', () => {
  const watched = nextWatched(undefined, 1_000, 50);
  // Eight hours by the wall, ten seconds by the clock that stops with the machine.
  expect(isStalled(watched, 60, 60)).toBe(false);
});
