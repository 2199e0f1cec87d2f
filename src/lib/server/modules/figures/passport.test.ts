import { afterEach, expect, it } from 'vitest';
import { startApi, stopApis } from '../../../../tests/support/api.ts';
import { plantNetwork } from '../../../../tests/support/census-factories.ts';
import { NOON, payment } from '../../../../tests/support/factories.ts';
import { Passport } from '../../../contract/figures/figures.ts';
import { figureList } from './list.ts';

afterEach(stopApis);

const source = { name: 'blockbook', ok: true, lastSuccess: NOON - 90, lastError: null, lastErrorAt: null, note: null };

it('names each figure once, and answers the passport of each', async () => {
  const { json, get } = await setup();
  const { figures } = (await json('/api/figures')) as { figures: { id: string }[] };
  expect(new Set(figures.map(({ id }) => id)).size).toBe(figureList.length);
  for (const { id } of figures) expect(Passport.parse(await json(`/api/figures/${id}`)).id).toBe(id);
  expect((await get('/api/figures/nothing')).status).toBe(404);
});

it('says how old the sources of revenue are, how old itself, and when it changed last', async () => {
  const { json } = await setup();
  expect(await json('/api/figures/revenue-monthly')).toMatchObject({
    asOf: NOON,
    stale: false,
    sources: [
      { name: 'blockbook', ok: true, lastSuccess: NOON - 90, ageSeconds: 90 },
      { name: 'daemon', ok: null, lastSuccess: null, ageSeconds: null }
    ],
    lastChange: NOON - 600
  });
});

it('knows no age of what was never read', async () => {
  const { json } = await setup(false);
  expect(await json('/api/figures/wallets')).toMatchObject({
    asOf: null,
    stale: true,
    coverage: null,
    lastChange: null
  });
});

async function setup(hasNetwork = true) {
  const api = await startApi({
    planted: { payments: [payment({ block_time: NOON - 600 })] },
    sources: [source]
  });
  if (hasNetwork) await plantNetwork(api.store);
  return { ...api, json: async (path: string) => (await api.get(path)).json() as Promise<unknown> };
}
