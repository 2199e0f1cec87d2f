/** What the network writes loosely: each odd row of a message or specification that is read all the same. */
import { afterEach, describe, expect, it } from 'vitest';
import type { AppSpec } from '../../../domain/census/census.ts';
import type { AppMessage } from '../../../domain/chain.ts';
import { createAppMessages } from '../../modules/messages/upstream/app-messages.ts';
import { always, startNetwork } from '../../../../tests/support/scripted-network.ts';
import { reply, startHost, success } from '../../../../tests/support/scripted-server.ts';

const HASH = 'a'.repeat(64);
const { signal } = new AbortController();

describe('a message and a specification', () => {
  it.each([
    ['text', 'QUJD', true],
    ['an empty text', '', false],
    ['false', false, false],
    ['true', true, false],
    ['null', null, false],
    ['nothing', undefined, false],
    ['a number', 0, false]
  ])('with %s for what is hidden', async (_, enterprise, isEncrypted) => {
    const told = { ...v8, enterprise };
    expect(await specOf(told)).toMatchObject({ isEncrypted, components: [{ name: 'web', repotag: 'a/web:1' }] });
    expect(await messageOf({ appSpecifications: told })).toMatchObject({ isEncrypted, appName: 'shop' });
  });

  it.each([
    [{ owner: '0x52908400098527886E0F7030069857D2E4169EE7' }, { owner: '0x52908400098527886E0F7030069857D2E4169EE7' }],
    [{ owner: 'somebody' }, { owner: 'somebody' }],
    [{ owner: null }, { owner: '' }],
    [{ geolocation: ['aEU'] }, { geolocation: ['aEU'] }],
    [{ geolocation: ['a!cEU_RU', 'acNA_US_North Carolina'] }, { geolocation: ['a!cEU_RU', 'acNA_US_North Carolina'] }],
    [{ geolocation: [''] }, { geolocation: [] }],
    [{ geolocation: null }, { geolocation: [] }],
    [{ geolocation: 'EU' }, { geolocation: null }],
    [{ contacts: [''], nodes: ['1.2.3.4', '1.2.3.4:16137', `${HASH}:0`] }, { specVersion: 8 }],
    [{ contacts: null, nodes: null, staticip: 'yes', description: 7 }, { specVersion: 8 }],
    [
      { version: '8', instances: '5', expire: '22000' },
      { specVersion: 8, instances: 5, expire: 22_000 }
    ],
    [{ instances: true }, { instances: null }],
    [{ expire: null }, { expire: null }]
  ])('with %j', async (odd, expected) => {
    const told = { ...v8, ...odd };
    expect(await specOf(told)).toMatchObject(expected);
    expect(await messageOf({ appSpecifications: told })).toMatchObject(expected);
  });

  it('keep a component that does not tell all of itself', async () => {
    const compose = [
      { name: 'web', repotag: 'a/web:1', cpu: '0.5', ram: null },
      { name: 'db', cpu: 1, ram: 2, hdd: 3 }
    ];
    const components = [
      { name: 'web', repotag: 'a/web:1', cpu: 0.5, ramMb: null, hddGb: null },
      { name: 'db', repotag: '', cpu: 1, ramMb: 2, hddGb: 3 }
    ];
    expect(await specOf({ ...v8, compose })).toMatchObject({ components });
  });
});

describe('a message', () => {
  it.each([null, undefined, 'NaN', true, -5])('with %j for what was paid', async (valueSat) => {
    expect(await messageOf({ valueSat })).toMatchObject({ valueSat: null, appName: 'shop' });
  });
  it.each([
    ['zelappregister', 'register'],
    ['zelappupdate', 'update'],
    ['fluxappregister', 'register'],
    ['fluxappmove', 'update'],
    [undefined, 'update']
  ])('of the type %j', async (type, read) => {
    expect(await messageOf({ type })).toMatchObject({ type: read, hash: HASH });
  });
  it('without what nobody needs of it', async () => {
    const message = await messageOf({ timestamp: null, txid: undefined, signature: 7, version: null });
    expect(message).toMatchObject({ timestampMs: null, txid: null, appName: 'shop' });
  });
  it('of version 9 ends at a time', async () => {
    const { registeredAt: _, ...signed } = v9;
    const read = await messageOf({ version: 2, contentHash: HASH, appSpecifications: signed });
    expect(read).toMatchObject({ specVersion: 9, expire: null, endTime: 1_795_100_000 + 2_592_000 });
  });
});

describe('a specification of version 9', () => {
  it('has components by name and ends at a time', async () => {
    expect(await specOf(v9)).toEqual({
      name: 'shop',
      owner: '1Owner',
      specVersion: 9,
      hash: HASH,
      height: 3_120_450,
      instances: 2,
      expire: null,
      endTime: 1_795_000_000 + 2_592_000,
      isTermReadable: true,
      components: [{ name: 'web', repotag: 'a/web:1', cpu: 0.5, ramMb: 300, hddGb: 12 }],
      geolocation: [],
      isEncrypted: false,
      identity: 'a1b2c3d4e5f6'
    });
  });
  it('may have no disk of its own', async () => {
    const components = { web: { image: 'a/web:1', cpu: 1, memory: 100, rootFsGb: 2 }, db: { image: 'b/db:1' } };
    expect(await specOf({ ...v9, components, placement: { geoAllow: ['EU'] } })).toMatchObject({
      components: [
        { name: 'web', hddGb: 2 },
        { name: 'db', repotag: 'b/db:1', cpu: null, ramMb: null, hddGb: null }
      ],
      geolocation: null
    });
  });
  it('may be encrypted, with a sum of its resources in the open', async () => {
    const { components: _, ...rest } = v9;
    const sealed = { ...rest, encrypted: { payload: 'QUJD' }, resources: { cpu: 1, memory: 300 } };
    expect(await specOf(sealed)).toMatchObject({ isEncrypted: true, components: [], instances: 2 });
  });
  it('without the time of its registration ends by that of its block', async () => {
    const { endTime } = await specOf({ ...v9, height: 2_996_915, registeredAt: undefined });
    expect(endTime).toBe(1_790_797_174 + 2_592_000);
  });
});

describe('a specification of a kind that nobody knows', () => {
  it.each([
    ['a later version', { version: 10, workloads: { web: {} } }, { specVersion: 10 }],
    ['a later version in a known shape', { ...v9Shape(), version: 11 }, { specVersion: 11 }],
    ['no version', { version: undefined }, { specVersion: null }],
    ['another shape', { version: 8, compose: { web: {} } }, { specVersion: 8 }],
    ['a component without a name', { version: 8, compose: [{ repotag: 'a/web:1' }] }, { specVersion: 8 }],
    ['no components', { version: 9, compose: undefined }, { specVersion: 9 }]
  ])('keeps what is common: %s', async (_, odd, expected) => {
    const spec = await specOf({ ...v8, ...odd });
    expect(spec).toMatchObject({
      ...expected,
      name: 'shop',
      owner: '1Owner',
      hash: HASH,
      instances: 3,
      components: null
    });
  });
  it('never takes the others down, and is counted and named', async () => {
    const known = Array.from({ length: 60 }, (_, at) => ({ ...v8, name: `app${at}` }));
    const { network, state } = await networkOf([
      ...known,
      { ...v8, name: 'novel', version: 10, compose: 7 },
      { name: 'bare' }
    ]);
    const specs = await network.appSpecs(signal);
    expect(specs).toHaveLength(61);
    expect(specs.filter(({ components }) => components === null).map(({ name }) => name)).toEqual(['novel']);
    expect(state('app-specs')).toMatchObject({
      ok: true,
      note: expect.stringMatching(/^1 of 62 .* bare .*; 1 of 62 .* novel \(version 10\)/) as string
    });
  });
  it('says no more of its end than it states', async () => {
    const term = { ...v8, version: 10, expire: undefined };
    expect(await specOf(term)).toMatchObject({ expire: null, endTime: null });
    expect(await specOf({ ...term, expire: 500 })).toMatchObject({ expire: 500, endTime: null });
    expect(await specOf({ ...term, ttl: 60, registeredAt: 1_795_000_000 })).toMatchObject({ endTime: 1_795_000_060 });
    expect(await specOf({ ...v8, expire: 'soon' })).toMatchObject({ expire: null, isTermReadable: false });
  });
});

const v8 = {
  version: 8,
  name: 'shop',
  owner: '1Owner',
  instances: 3,
  expire: 88_000,
  hash: HASH,
  height: 3_120_450,
  compose: [{ name: 'web', repotag: 'a/web:1', cpu: 1, ram: 100, hdd: 2 }]
};

const v9 = {
  version: 9,
  name: 'shop',
  description: 'x',
  owner: '1Owner',
  instances: 2,
  ttl: 2_592_000,
  contacts: { email: ['PRIVATE@example.org'] },
  hash: HASH,
  height: 3_120_450,
  registeredAt: 1_795_000_000,
  uuid: 'b'.repeat(64),
  identity: 'a1b2c3d4e5f6',
  ...v9Shape()
};

function v9Shape() {
  const persistentStorage = { sizeGb: 10, mounts: { '/data': { source: 'data' } } };
  return {
    components: { web: { name: 'web', image: 'a/web:1', cpu: 0.5, memory: 300, rootFsGb: 2, persistentStorage } }
  };
}

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function networkOf(rows: unknown[]) {
  const started = await startNetwork(always(rows));
  open.push(started);
  return started;
}

async function specOf(row: object): Promise<AppSpec> {
  const { network } = await networkOf([row]);
  const [spec] = await network.appSpecs(signal).catch(() => readWithOthers(row));
  return spec!;
}

/** Alone it would be most of its list. */
async function readWithOthers(row: object): Promise<AppSpec[]> {
  const { network } = await networkOf([row, ...[1, 2].map((at) => ({ ...v8, name: `other${at}` }))]);
  return network.appSpecs(signal);
}

async function messageOf(over: object): Promise<AppMessage> {
  const told = {
    type: 'fluxappupdate',
    version: 1,
    hash: HASH,
    timestamp: 1_795_100_000_123,
    txid: 'b'.repeat(64),
    height: 3_120_450,
    valueSat: 5,
    appSpecifications: v8,
    ...over
  };
  const started = await startHost((_, response) => reply(response, success([told])), ['apps']);
  open.push(started);
  const message = await createAppMessages(started.host).byHash(HASH, signal);
  if (message === null || message === 'unreadable') throw new Error(`not read: ${String(message)}`);
  return message;
}
