import { afterEach, expect, it } from 'vitest';
import { startApi, stopApis } from '../../../../tests/support/api.ts';
import { leaseOf, NOON } from '../../../../tests/support/factories.ts';
import { Health } from '../../../contract/health/health.ts';
import { Problem } from '../../../contract/kit/problem.ts';

afterEach(stopApis);

const clear = '/api/admin/sources/chain/stall/clear';
const alias = '/api/admin/indexer/stall/clear';

it('shows a stall in health until it is cleared, and is ready all the while', async () => {
  const { get, admin, latch } = await setup();
  await latch(null);
  const health = Health.parse(await (await get('/api/health')).json());
  expect(health.stalls).toEqual([{ source: 'chain', since: NOON, latchedAt: NOON, recoveredAt: null }]);
  expect(health.problems).toContainEqual({
    code: 'stalled_chain',
    message: 'chain tells nothing new: what follows from it stands still.',
    since: NOON
  });
  expect(health.status).toBe('degraded');
  expect((await get('/api/health/ready')).status).toBe(200);
  await latch(NOON + 60);
  expect(await (await admin('POST', clear)).json()).toEqual({ source: 'chain', cleared: true });
});

it.each([clear, alias])('refuses %s while the chain tells nothing, and a source of another name', async (path) => {
  const { admin, latch } = await setup();
  await latch(null);
  const behind = await admin('POST', path);
  expect([behind.status, Problem.parse(await behind.json()).code]).toEqual([409, 'still_behind']);
  await latch(NOON + 60);
  expect((await admin('POST', path)).status).toBe(200);
  expect((await admin('POST', '/api/admin/sources/nobody/stall/clear')).status).toBe(404);
});

it('writes down who cleared what, and lets nobody else', async () => {
  const { origin, admin, store, latch } = await setup();
  await latch(NOON + 60);
  for (const path of [clear, alias]) expect((await fetch(origin + path, { method: 'POST' })).status).toBe(401);
  await admin('POST', clear);
  const written = async () =>
    (await store.query('audit_list', { limit: 10 })).map(({ actor, action }) => [actor, action]);
  await expect.poll(written).toContainEqual(['token', `POST ${clear}`]);
});

async function setup() {
  const api = await startApi();
  const lease = await leaseOf(api.store, 'events');
  return {
    ...api,
    latch: (recovered_at: number | null) =>
      api.store.query('store_source_stalls', {
        ...lease,
        stalls: { chain: { since: NOON, recovered_at } },
        events: [],
        now: NOON
      })
  };
}
