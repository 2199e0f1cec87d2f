import { expect, it } from 'vitest';
import { createClientCounts, WINDOW_MS, type CountedMore } from './client-counts.ts';

function setup() {
  const clock = { ms: 0 };
  const now = () => clock.ms;
  return { clock, edge: createClientCounts(now), api: createClientCounts(now) };
}

it('begins a minute with the first request of a client, each client with its own', () => {
  const { clock, api } = setup();
  expect(api.claim('a')).toEqual({ used: 1, resetMs: WINDOW_MS });
  clock.ms += 20_000;
  expect(api.claim('a')).toEqual({ used: 2, resetMs: WINDOW_MS - 20_000 });
  expect(api.claim('b')).toEqual({ used: 1, resetMs: WINDOW_MS });
  clock.ms += 40_000;
  expect(api.claim('a')).toEqual({ used: 1, resetMs: WINDOW_MS });
});

it('adds what the other process counted in the same minute', () => {
  const { clock, edge, api } = setup();
  edge.claim('a');
  edge.claim('a');
  clock.ms += 10;
  api.add([['a', 2, edge.ageOf('a')]]);
  expect(api.claim('a')).toEqual({ used: 3, resetMs: WINDOW_MS - 10 });
});

it('takes what belongs to another minute for what it is', () => {
  const { clock, api } = setup();
  for (let time = 0; time < 5; time++) api.claim('a');
  clock.ms += WINDOW_MS - 1;
  const newMinute: CountedMore = ['a', 1, 0];
  api.add([newMinute]);
  expect(api.claim('a').used).toBe(2);
  const oldMinute: CountedMore = ['a', 4, WINDOW_MS];
  api.add([oldMinute]);
  expect(api.claim('a').used).toBe(3);
});

it('tells everything that counts now, and of each claim as it is made', () => {
  const { clock, api } = setup();
  const heard: string[] = [];
  const stop = api.onClaim((key) => heard.push(key));
  api.claim('old');
  clock.ms += WINDOW_MS;
  api.claim('a');
  stop();
  api.claim('a');
  expect(api.all()).toEqual([['a', 2, 0]]);
  expect(heard).toEqual(['old', 'a']);
});
