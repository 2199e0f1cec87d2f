import { expect, it } from 'vitest';
import { createRecent } from './recent.ts';

function setup() {
  const state = { now: 100, version: 1, reads: 0 };
  const recent = createRecent({ now: () => state.now, dataVersion: () => state.version }, () => {
    state.reads += 1;
    return state.reads === 4 ? Promise.reject(new Error('away')) : Promise.resolve(state.reads);
  });
  return { state, recent };
}

it('reads once for questions that come together and shortly after', async () => {
  const { state, recent } = setup();
  expect(await Promise.all([recent(), recent()])).toEqual([1, 1]);
  state.now += 1;
  expect(await recent()).toBe(1);
});

it('reads again when data changed or a moment has passed, and keeps no failure', async () => {
  const { state, recent } = setup();
  await recent();
  state.version += 1;
  expect(await recent()).toBe(2);
  state.now += 2;
  expect(await recent()).toBe(3);
  state.now += 2;
  await expect(Promise.all([recent(), recent()])).rejects.toThrow('away');
  expect(await recent()).toBe(5);
});
