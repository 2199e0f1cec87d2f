import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createTrueClock } from './true-clock.ts';

const T = 1_795_188_600;
const HOUR = 3_600;
const DAY = 24 * HOUR;

it('goes on when the own clock jumps, before anybody is asked again, and names it until it is put right', () => {
  const { clock, pass, jump } = setup();
  clock.heard('daemon', T);
  clock.sawBlock(T - 20);
  clock.heard('stats', T - 2);
  pass(120);
  jump(3 * DAY);
  expect(near(clock.now(), T + 120)).toBe(true);
  expect(clock.isSure()).toBe(true);
  expect(clock.problems()).toMatchObject([
    { code: 'clock_wrong', message: expect.stringContaining('3 days ahead') as string }
  ]);
  pass(DAY);
  clock.heard('daemon', T + 120 + DAY);
  expect(near(clock.now(), T + 120 + DAY)).toBe(true);
  expect(near(clock.problems()[0]!.since!, T + 120)).toBe(true);
  jump(-3 * DAY);
  expect(clock.problems()).toEqual([]);
  expect(near(clock.now(), T + 120 + DAY)).toBe(true);
});
it.each([-2 * HOUR, -DAY, 2 * HOUR, 3 * DAY])('is overruled when it was off by %i s from the start', (off) => {
  const { clock, jump } = setup();
  jump(off);
  expect([clock.now(), clock.isSure(), clock.problems()]).toEqual([T + off, false, []]);
  clock.heard('daemon', T);
  expect([clock.isSure(), clock.problems()[0]?.code]).toEqual([false, 'clock_unsure']);
  clock.sawBlock(T - 15);
  expect([clock.now(), clock.isSure(), clock.problems()[0]?.code]).toEqual([T, true, 'clock_wrong']);
});
it('believes the first answer after a machine has slept, which it rightly did not count', () => {
  const { clock, jump } = setup();
  for (const host of ['daemon', 'stats', 'binance']) clock.heard(host, T);
  clock.sawBlock(T - 20);
  jump(8 * HOUR);
  clock.heard('stats', T + 8 * HOUR);
  expect([clock.now(), clock.isSure(), clock.problems()]).toEqual([T + 8 * HOUR, true, []]);
});
it('does not take a block for new because it is asked for again', () => {
  const { clock, pass } = setup();
  clock.sawBlock(T - 36 * HOUR);
  pass(60);
  clock.sawBlock(T - 36 * HOUR);
  expect(clock.isSure()).toBe(false);
  clock.heard('daemon', T + 60);
  expect([clock.now(), clock.isSure(), clock.problems()]).toEqual([T + 60, true, []]);
});
it('measures durations by what neither jumps nor goes back', () => {
  const { clock, pass, jump } = setup();
  const before = clock.elapsed();
  jump(-2 * HOUR);
  pass(30);
  expect(clock.elapsed() - before).toBe(30);
});
it('tells when the time has become sure, and again when the clock was found wrong or put right', () => {
  const { clock, jump, sure } = setup();
  clock.heard('daemon', T);
  clock.sawBlock(T);
  expect(sure()).toBe(1);
  jump(-DAY);
  clock.now();
  expect(sure()).toBe(2);
  jump(DAY);
  clock.now();
  expect(sure()).toBe(3);
});
it('names a clock that is behind what is stored until somebody tells the time', () => {
  const { clock } = setup();
  clock.remembers(T + 3 * DAY);
  expect([clock.isSure(), clock.problems()[0]?.code]).toEqual([false, 'clock_unsure']);
  clock.heard('daemon', T + 1);
  expect([clock.isSure(), clock.problems()]).toEqual([true, []]);
});

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= 2;
}

function setup() {
  let wallMs = T * 1_000;
  let monotonicMs = 5_000;
  let calls = 0;
  const clock = createTrueClock({
    log: pino({ level: 'silent' }),
    onSure: () => calls++,
    wallMs: () => wallMs,
    monotonicMs: () => monotonicMs
  });
  return {
    clock,
    sure: () => calls,
    pass: (seconds: number) => {
      wallMs += seconds * 1_000;
      monotonicMs += seconds * 1_000;
    },
    /** The own clock is set. */
    jump: (seconds: number) => void (wallMs += seconds * 1_000)
  };
}
