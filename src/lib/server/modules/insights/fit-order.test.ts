import { afterEach, expect, it } from 'vitest';
import { startApi, stopApis } from '../../../../tests/support/api.ts';
import { Problem } from '../../../contract/kit/problem.ts';

afterEach(stopApis);

it.each([
  [{ cpu: 'much', ram: 1, hdd: 1 }, ['cpu']],
  [{ cpu: 1 }, ['ram', 'hdd']],
  [{ compose: [{ cpu: 1, ram: -5, hdd: 1 }] }, ['compose.0.ram']],
  [{ components: { web: { cpu: 1, memory: 1 } } }, ['components.web.rootFsGb']],
  [{ components: {} }, ['components']]
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

/** Each component takes 12 GB besides its own. */
it.each([
  [
    { cpu: 1.5, ram: 700, hdd: 25 },
    { cpu: 1.5, ramMb: 700, hddGb: 37 }
  ],
  [
    {
      compose: [
        { cpu: 1, ram: 500, hdd: 20 },
        { cpu: 0.5, ram: 200, hdd: 5 }
      ]
    },
    { cpu: 1.5, ramMb: 700, hddGb: 49 }
  ],
  [
    {
      version: 9,
      components: {
        web: { name: 'web', cpu: 1, memory: 500, rootFsGb: 5, persistentStorage: { sizeGb: 15, mounts: [] } },
        db: { name: 'db', cpu: 0.5, memory: 200, rootFsGb: 5 }
      }
    },
    { cpu: 1.5, ramMb: 700, hddGb: 49 }
  ]
])('an order of any version needs what its components need: %j', async (order, needs) => {
  const { origin } = await startApi();
  const answer = await fetch(`${origin}/api/insights/fit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(order)
  });
  expect(await answer.json()).toMatchObject({ needs });
});
