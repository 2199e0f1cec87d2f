import { expect, it } from 'vitest';
import { createKept } from './kept.ts';

it('makes once for the same stamp, and anew for another', async () => {
  const { ask } = setup();
  expect([await ask('a'), await ask('a'), await ask('b'), await ask('b')]).toEqual([1, 1, 2, 2]);
});

it('gives what has grown old while it is made anew behind, and waits for what is twice as old', async () => {
  const { ask, clock } = setup();
  expect(await ask('a')).toBe(1);
  clock.now = 60;
  expect([await ask('a'), await ask('a')]).toEqual([1, 2]);
  clock.now = 180;
  expect(await ask('a')).toBe(3);
});

it('tells a failure to who waited, and to nobody where something older is given', async () => {
  const { ask, clock, failing } = setup();
  failing.is = true;
  await expect(ask('a')).rejects.toThrow('not now');
  failing.is = false;
  expect(await ask('a')).toBe(1);
  [clock.now, failing.is] = [60, true];
  expect(await ask('a')).toBe(1);
  failing.is = false;
  expect(await ask('a')).toBe(2);
});

function setup() {
  const clock = { now: 0 };
  const failing = { is: false };
  const kept = createKept<number>({ max: 2, maxAgeSeconds: 60, now: () => clock.now });
  let made = 0;
  const make = () => (failing.is ? Promise.reject(new Error('not now')) : Promise.resolve(++made));
  return { clock, failing, ask: (stamp: string) => kept('key', stamp, make) };
}
