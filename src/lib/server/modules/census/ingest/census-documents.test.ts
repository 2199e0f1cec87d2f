import { describe, expect, it } from 'vitest';
import type { AppLocation } from '../../../../domain/census/census.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import type { NetworkDocuments } from '../upstream/census-ports.ts';
import { createDocumentReader } from './census-documents.ts';

const START = 1_795_188_600;

describe(createDocumentReader, () => {
  it('reads each document once', async () => {
    const { read, asked } = setup();
    const documents = await read();
    expect(Object.keys(documents).sort()).toEqual([
      'app-locations',
      'app-specs',
      'containers',
      'machines',
      'node-counts',
      'node-list'
    ]);
    expect(Object.values(asked)).toEqual([1, 1, 1, 1, 1, 1]);
  });
  it('leaves out a document that fails, names it and keeps what it last told', async () => {
    const { read, reader, world } = setup();
    await read();
    world.now += 600;
    world.network.appLocations = () => Promise.reject(new UpstreamError('app-locations', 'empty list'));
    expect(await read()).not.toHaveProperty('app-locations');
    expect(reader.reports()['app-locations']).toMatchObject({
      lastRun: START + 600,
      lastSuccess: START,
      ok: false,
      rows: 100,
      error: 'app-locations: empty list'
    });
    expect(reader.reports()['node-list']).toMatchObject({ lastSuccess: START + 600, ok: true, error: null });
    expect(reader.states().find(({ name }) => name === 'app-locations')).toMatchObject({
      ok: false,
      lastSuccess: START
    });
  });
  it('does not believe that half of the network has gone, until it has been told so for six hours', async () => {
    const { read, reader, world } = setup();
    await read();
    world.network.appLocations = () => Promise.resolve(locations(49));
    expect(await read()).not.toHaveProperty('app-locations');
    expect(reader.reports()['app-locations']).toMatchObject({ ok: false, rows: 100 });
    world.now += 6 * 3_600 - 1;
    expect(await read()).not.toHaveProperty('app-locations');
    world.now += 1;
    expect((await read())['app-locations']).toHaveLength(49);
    expect(await read()).toHaveProperty('app-locations');
  });
  it('believes half of the rows, and any number again after a good answer', async () => {
    const { read, world } = setup();
    await read();
    world.network.appLocations = () => Promise.resolve(locations(50));
    expect((await read())['app-locations']).toHaveLength(50);
    world.network.appLocations = () => Promise.resolve(locations(25));
    expect((await read())['app-locations']).toHaveLength(25);
  });
  it('does not forget over a restart what a document last told', async () => {
    const earlier = setup();
    await earlier.read();
    const { read, reader, world } = setup();
    reader.recall(earlier.reader.reports());
    world.network.appLocations = () => Promise.resolve(locations(30));
    expect(await read()).not.toHaveProperty('app-locations');
  });
  it('gives out a document of which parts are missing, and names it as failing', async () => {
    const { read, reader, world } = setup();
    world.network.machines = () => Promise.resolve({ machines: [], missing: ['locked'] });
    expect(await read()).toHaveProperty('machines');
    expect(reader.reports().machines).toMatchObject({ ok: false, error: 'most machines tell no locked' });
  });
  it('hides no mistake of its own behind a source', async () => {
    const { read, world } = setup();
    world.network.nodeList = () => Promise.reject(new TypeError('a mistake'));
    await expect(read()).rejects.toThrow(TypeError);
  });
});

function setup() {
  const asked: Record<string, number> = {};
  const telling =
    <T>(name: string, document: T) =>
    () => {
      asked[name] = (asked[name] ?? 0) + 1;
      return Promise.resolve(document);
    };
  const network: NetworkDocuments = {
    nodeCounts: telling('nodeCounts', { cumulus: 50, nimbus: 30, stratus: 20 }),
    nodeList: telling('nodeList', []),
    appSpecs: telling('appSpecs', []),
    appLocations: telling('appLocations', locations(100)),
    machines: telling('machines', { machines: [], missing: [] }),
    containers: telling('containers', []),
    nodeHistory: () => Promise.resolve([])
  };
  const world = { now: START, network };
  const reader = createDocumentReader(network, { now: () => world.now, elapsed: () => world.now });
  return { reader, asked, world, read: () => reader.read(new AbortController().signal) };
}

function locations(count: number): AppLocation[] {
  return Array.from({ length: count }, (_, at) => ({
    appName: 'shop',
    ip: `10.0.0.${String(at)}:16127`,
    replica: null,
    expiresAt: START + 100_000,
    runningSince: null
  }));
}
