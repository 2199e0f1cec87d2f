import { describe, expect, it } from 'vitest';
import { CohortCounter, halfMinutes, livesOf, type Life, type LifeMessage } from './lives.ts';
import { payersByMonth } from './payers-by-month.ts';

const DAY = 2_880;
const START = 2_900_000;

describe('lives', () => {
  it('go on with each renewal and begin anew after an end', () => {
    const lives = livesOf([
      message('a', START, 30 * DAY),
      message('a', START + 20 * DAY, 30 * DAY),
      message('a', START + 50 * DAY + 1, 10 * DAY),
      message('b', START, 10 * DAY)
    ]);
    expect(lives).toEqual([
      { appName: 'a', start: START, end: START + 50 * DAY },
      { appName: 'a', start: START + 50 * DAY + 1, end: START + 60 * DAY + 1 },
      { appName: 'b', start: START, end: START + 10 * DAY }
    ]);
  });
  it('end with a cancellation', () => {
    expect(livesOf([message('a', START, 90 * DAY), message('a', START + DAY, 100)])[0]?.end).toBe(START + DAY + 100);
  });
  it('measure blocks before the fork four times', () => {
    expect(halfMinutes(2_020_001) - halfMinutes(2_019_999)).toBe(5);
  });
});

describe('cohorts', () => {
  it('know who could have lived so long, and who did', () => {
    const tip = START + 100 * DAY;
    const lives = livesOf([
      message('long', START, 95 * DAY),
      message('short', START, 20 * DAY),
      message('young', START + 80 * DAY, 90 * DAY)
    ]);
    const cohorts = cohortsOf(lives, tip);
    const sum = (days: 30 | 90 | 180, part: 'eligible' | 'survived') =>
      cohorts.reduce((all, cohort) => all + (cohort.horizons[days][part] ?? 0), 0);
    expect([sum(30, 'eligible'), sum(30, 'survived')]).toEqual([2, 1]);
    expect([sum(90, 'eligible'), sum(90, 'survived')]).toEqual([2, 1]);
    expect(cohorts.every(({ horizons }) => horizons[180].survived === null)).toBe(true);
  });
  it('leave out lives whose end nobody knows', () => {
    const lives = [{ appName: 'a', start: START, end: null }];
    expect(cohortsOf(lives, START + 400 * DAY)[0]).toMatchObject({
      lives: 1,
      unknown: 1,
      horizons: { 30: { eligible: 0, survived: null, percent: null } }
    });
  });
});

it('counts a payer as new once, in the first month', () => {
  const months = [
    { month: '2026-01-01', payers: ['a', 'b', 'a'] },
    { month: '2026-03-01', payers: ['b', 'c'] },
    { month: '2026-04-01', payers: [] }
  ];
  expect(payersByMonth(months)).toEqual([
    { month: '2026-01-01', paying: 2, new: 2, returning: 0 },
    { month: '2026-03-01', paying: 2, new: 1, returning: 1 },
    { month: '2026-04-01', paying: 0, new: 0, returning: 0 }
  ]);
});

function message(appName: string, height: number, expire: number): LifeMessage {
  return { appName, height, expire, specVersion: 8, endTime: null };
}

function cohortsOf(lives: readonly Life[], tip: number) {
  const counter = new CohortCounter(tip);
  for (const life of lives) counter.add(life);
  return counter.cohorts();
}
