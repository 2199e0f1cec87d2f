import { afterEach, expect, it } from 'vitest';
import { always, hex, startNetwork } from '../../../../../tests/support/scripted-network.ts';

const { signal } = new AbortController();

it('keeps what is public of a specification and nothing else', async () => {
  const { network, server } = await setup([v8()]);
  expect(await network.appSpecs(signal)).toEqual([
    {
      name: 'palworld1795100000123',
      owner: '1Owner',
      specVersion: 8,
      hash: hex('a'),
      height: 3_120_450,
      instances: 5,
      expire: 88_000,
      endTime: null,
      isTermReadable: true,
      components: [{ name: 'server', repotag: 'thijsvanloef/palworld:v1', cpu: 4.5, ramMb: 16_000, hddGb: 40 }],
      geolocation: ['acEU'],
      isEncrypted: false,
      identity: null
    }
  ]);
  expect(server.asked.map(({ path }) => path)).toEqual(['/apps/globalappsspecifications']);
});
it('reads flat and encrypted specifications', async () => {
  const flat = {
    version: 2,
    name: 'old',
    owner: '1Old',
    repotag: 'some/one:1',
    cpu: 0.5,
    ram: 500,
    hdd: 5,
    hash: hex('B'),
    height: 900_000
  };
  const { network } = await setup([flat, v8({ name: 'secret', compose: [], enterprise: 'QUJD', expire: 0 })]);
  const [first, second] = await network.appSpecs(signal);
  expect(first).toMatchObject({
    instances: 3,
    expire: null,
    geolocation: [],
    hash: hex('b'),
    components: [{ name: '', repotag: 'some/one:1', cpu: 0.5, ramMb: 500, hddGb: 5 }]
  });
  expect(second).toMatchObject({ isEncrypted: true, components: [], expire: 0 });
});
it('tells apps apart by the case of their names', async () => {
  const { network } = await setup([v8({ name: 'Twin' }), v8({ name: 'twin' })]);
  expect((await network.appSpecs(signal)).map(({ name }) => name)).toEqual(['Twin', 'twin']);
});
it('takes the newer of two specifications of one app, wherever it stands', async () => {
  const { network } = await setup([v8({ height: 7 }), v8({ height: 9 }), v8({ height: 8 })]);
  expect((await network.appSpecs(signal)).map(({ height }) => height)).toEqual([9]);
});
it('skips a few that cannot be read', async () => {
  const { network } = await setup([v8({ height: 0 }), v8(), v8({ name: 'other', hash: 'x' })]);
  expect(await network.appSpecs(signal)).toHaveLength(1);
});
it.each([
  ['none', [], 'empty list of specifications'],
  ['more than one in ten unreadable', [...Array<object>(26).fill(v8()), 1, {}, null, []], '4 of 30'],
  ['most of no known kind', [v8(), ...[1, 2].map((at) => v8({ name: `new${at}`, compose: 'sealed' }))], '2 of 3'],
  ['none with a hash', [1, 2, 3].map(() => v8({ hash: undefined })), '3 of 3']
])('with %s is an outage', async (_, data, reason) => {
  const { network, state } = await setup(data);
  await expect(network.appSpecs(signal)).rejects.toThrow(reason);
  expect(state('app-specs')).toMatchObject({ ok: false });
});

function v8(over: object = {}) {
  return {
    version: 8,
    name: 'palworld1795100000123',
    description: 'a game',
    owner: '1Owner',
    contacts: ['me@example.org'],
    geolocation: ['acEU'],
    expire: 88_000,
    instances: 5,
    nodes: [],
    staticip: false,
    enterprise: '',
    hash: hex('a'),
    height: 3_120_450,
    compose: [
      {
        name: 'server',
        repotag: 'thijsvanloef/palworld:v1',
        environmentParameters: ['ADMIN_PASSWORD=secret'],
        commands: ['--token=secret'],
        repoauth: 'secret',
        cpu: 4.5,
        ram: 16_000,
        hdd: 40
      }
    ],
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
