import { expect, it } from 'vitest';
import { retryAfterSeconds, verdictOf, type Tried } from './retries.ts';

const tried = (over: Partial<Tried>) =>
  verdictOf({ status: 500, retryAfter: null, attempts: 1, since: 0, now: 0, random: 0, ...over });

it.each([200, 204, 299])('takes %i for delivered', (status) => {
  expect(tried({ status })).toEqual({ state: 'delivered' });
});

it.each([301, 400, 404, 410, 413, 422])('takes %i for the last word', (status) => {
  expect(tried({ status })).toEqual({ state: 'dead' });
});

it.each([null, 408, 425, 429, 500, 503])('tries again after %s', (status) => {
  expect(tried({ status })).toEqual({ state: 'pending', nextAt: 1 });
});

it('waits 1, 5, 30 s, 2, 10 min, 1 h, then 3 h each, until a day has passed', () => {
  let now = 0;
  const at: number[] = [];
  for (let attempts = 1; ; attempts++) {
    const verdict = tried({ attempts, now });
    if (verdict.state !== 'pending') break;
    at.push((now = verdict.nextAt));
  }
  const steps = [1, 5, 30, 120, 600, 3_600, ...Array.from({ length: 7 }, () => 10_800)];
  expect(at).toEqual(steps.map((_, index) => steps.slice(0, index + 1).reduce((sum, step) => sum + step, 0)));
});

it('leaves a receiver alone for as long as it asks, and spreads the rest', () => {
  expect(tried({ status: 429, retryAfter: 77 })).toEqual({ state: 'pending', nextAt: 77 });
  expect(tried({ attempts: 4, random: 1 })).toEqual({ state: 'pending', nextAt: 144 });
  expect(retryAfterSeconds('Thu, 01 Jan 1970 00:02:00 GMT', 60)).toBe(60);
  expect(retryAfterSeconds('soon', 0)).toBeNull();
});
