import { expect, it } from 'vitest';
import { dueTimes } from './profiles.ts';
import { asTable, reportOf } from './report.ts';

it('begins requests at the rate of each stage, whatever the answers do', () => {
  const due = [
    ...dueTimes([
      { seconds: 2, rate: 10 },
      { seconds: 1, rate: 10 }
    ])
  ];
  expect(due).toHaveLength(30);
  expect(due[1]).toBeCloseTo(100);
  expect(due.at(-1)).toBeCloseTo(2_900);
  const rising = [
    ...dueTimes([
      { seconds: 1, rate: 10 },
      { seconds: 10, rate: 30 }
    ])
  ];
  expect(rising.length).toBeGreaterThan(10 + 190);
  expect(rising.length).toBeLessThan(10 + 210);
});

it('holds its profile by all answers, and counts what failed', () => {
  const measured = Array.from({ length: 200 }, (_, n) => ({
    path: n % 2 ? '/a' : '/b',
    status: n === 0 ? 503 : 200,
    ms: n
  }));
  const profile = { stages: [], p99Ms: 200, failures: 0.01 };
  const report = reportOf(measured, profile);
  expect(report).toMatchObject({
    isHeld: true,
    all: { requests: 200, failures: 1, p50Ms: 100, p99Ms: 198, maxMs: 199 }
  });
  expect(reportOf(measured, { ...profile, failures: 0 }).isHeld).toBe(false);
  expect(reportOf(measured, { ...profile, p99Ms: 197 }).isHeld).toBe(false);
  expect(reportOf([], profile).isHeld).toBe(false);
  expect(asTable(report).split('\n')[3]).toBe('all        200         1     100     198     199');
});
