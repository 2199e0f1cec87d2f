import { afterEach, expect, it } from 'vitest';
import { startApi, stopApis } from '../../../../tests/support/api.ts';
import { Problem } from '../../../contract/kit/problem.ts';

afterEach(stopApis);

it.each([
  [{ cpu: 'much', ram: 1, hdd: 1 }, ['cpu']],
  [{ cpu: 1 }, ['ram', 'hdd']],
  [{ compose: [{ cpu: 1, ram: -5, hdd: 1 }] }, ['compose.0.ram']]
])('an order that cannot be read is refused, naming what is wrong: %j', async (order, names) => {
  const { origin } = await startApi();
  const answer = await fetch(`${origin}/api/insights/fit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order)
  });
  expect(answer.status).toBe(400);
  expect(Problem.parse(await answer.json()).errors?.map(({ name }) => name)).toEqual(names);
});
