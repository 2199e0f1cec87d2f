import { afterEach, expect, it } from 'vitest';
import { always, hex, startNetwork } from '../../../../../tests/support/scripted-network.ts';

const { signal } = new AbortController();

it('tells which app runs where, and until when that is to be believed', async () => {
  const { network, server } = await setup([row()]);
  expect(await network.appLocations(signal)).toEqual([
    {
      appName: 'myApp',
      ip: '65.109.10.20:16147',
      replica: null,
      // 2026-11-20 11:15:11 and 2026-11-02 01:02:03.
      expiresAt: 1_795_173_311,
      runningSince: 1_793_581_323
    }
  ]);
  expect(server.asked.map(({ path }) => path)).toEqual(['/apps/locations']);
});
it('keeps expired rows and rows without a start', async () => {
  const { network } = await setup([
    row({ expireAt: '2020-01-01T00:00:00.000Z' }),
    row({ runningSince: undefined }),
    row({ runningSince: 'yesterday' })
  ]);
  const rows = await network.appLocations(signal);
  expect(rows.map(({ expiresAt }) => expiresAt)).toEqual([1_577_836_800, 1_795_173_311, 1_795_173_311]);
  expect(rows.map(({ runningSince }) => runningSince)).toEqual([1_793_581_323, null, null]);
});
it('believes a row that does not say until when for as long as the network does', async () => {
  const { network } = await setup([row({ expireAt: undefined }), row({ expireAt: null, runningSince: null })]);
  const until = Date.parse('2026-11-20T09:10:11.000Z') / 1_000 + 7_500;
  expect((await network.appLocations(signal)).map(({ expiresAt }) => expiresAt)).toEqual([until, until]);
});
it('tells the instances of one node apart', async () => {
  const rows = [row({ replica: 'r1' }), row({ replica: 'r2', state: 'draining' }), row({ state: 'stopping' })];
  const { network } = await setup(rows);
  expect((await network.appLocations(signal)).map(({ replica }) => replica)).toEqual(['r1', 'r2', null]);
});
it('writes the usual port out', async () => {
  const { network } = await setup([row({ ip: '65.109.10.20' })]);
  expect(await network.appLocations(signal)).toMatchObject([{ ip: '65.109.10.20:16127' }]);
});
it('skips a few rows with an unreadable date, name or address', async () => {
  const { network } = await setup([row(), row({ expireAt: 1_795_173_311_000 }), row({ ip: '' })]);
  expect(await network.appLocations(signal)).toHaveLength(1);
  const { network: other } = await setup([row(), row({ expireAt: 'soon' }), row({ name: '' })]);
  expect(await other.appLocations(signal)).toHaveLength(1);
});
it.each([
  ['no rows', [], 'empty list of locations'],
  ['dates of another kind', [1, 2, 3].map(() => row({ expireAt: 1_795_173_311_000 })), '3 of 3 locations']
])('with %s is an outage', async (_, data, reason) => {
  const { network, state } = await setup(data);
  await expect(network.appLocations(signal)).rejects.toThrow(reason);
  expect(state('app-locations')).toMatchObject({ ok: false });
});

function row(over: object = {}) {
  return {
    name: 'myApp',
    hash: hex('8'),
    ip: '65.109.10.20:16147',
    broadcastedAt: '2026-11-20T09:10:11.000Z',
    expireAt: '2026-11-20T11:15:11.000Z',
    runningSince: '2026-11-02T01:02:03.000Z',
    osUptime: 1_650_000,
    staticIp: true,
    ...over
  };
}

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function setup(data: unknown) {
  const started = await startNetwork(always(data));
  open.push(started);
  return started;
}
