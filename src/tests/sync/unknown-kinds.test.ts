/** Messages that the network writes loosely, and messages of kinds that nobody knows yet, from the dump to the ledger. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { expectTruth } from './expect-truth.ts';
import { startIndexer, type Indexer } from './harness.ts';

const BLOCKS_IN_HOURS = 720 + 120;

let indexer: Indexer;
beforeEach(async () => {
  indexer = await startIndexer({ payments: 900 });
});
afterEach(() => indexer.close());

describe('the loose messages of the network', () => {
  it('are there, and cost nothing: the first sync is complete and true with one dump', async () => {
    const rows = await dump();
    const specs = rows.map(({ appSpecifications }) => appSpecifications);
    expect(specs.some(({ enterprise }) => enterprise === false)).toBe(true);
    expect(specs.some(({ owner }) => String(owner).startsWith('0x'))).toBe(true);
    expect(specs.some(({ version, components }) => version === 9 && components !== undefined)).toBe(true);
    expect(specs.some(({ version, encrypted }) => version === 9 && encrypted !== undefined)).toBe(true);
    expect(rows.some(({ valueSat }) => valueSat === null)).toBe(true);
    expect(rows.some((row) => !('valueSat' in row))).toBe(true);
    expect(await indexer.sync()).toMatchObject({ complete: true });
    await expectTruth(indexer);
    expect(dumps()).toBe(1);
    expect(note()).toBeNull();
  });
});

describe.each([0.01, 0.05, 0.3])('with %f of all messages of kinds that nobody knows', (unknownMessages) => {
  it('the first sync is complete and true, names them, and asks again hours later', async () => {
    indexer.simulator.shape({ unknownMessages });
    expect(await indexer.sync()).toMatchObject({ complete: true });
    await expectTruth(indexer);
    expect(note()).toMatch(/^\d+ of \d+ messages .*, such as [0-9a-f]{64} /);
    expect(state()).toMatchObject({ ok: true });
    indexer.pass(60);
    expect(await indexer.sync()).toMatchObject({ complete: true });

    indexer.simulator.clearShape();
    for (let hours = 0; hours < 4; hours++) {
      indexer.mine(BLOCKS_IN_HOURS);
      await indexer.sync();
    }
    await expectTruth(indexer);
    expect(dumps()).toBe(1);
  });
});

const isDump = (path: string) => /permanentmessages$/.test(path);

/** How often the whole dump was asked for, not counting what a test read. */
function dumps(): number {
  const { hosts, repeated } = indexer.simulator.requests();
  expect(hosts.api?.requests).toBeGreaterThan(0);
  const times = Object.entries(repeated).find(([path]) => isDump(path))?.[1] ?? 1;
  return times - read;
}

let read = 0;
beforeEach(() => {
  read = 0;
});

interface Told extends Record<string, unknown> {
  appSpecifications: Record<string, unknown>;
}

async function dump(): Promise<Told[]> {
  read += 1;
  const answer = await fetch(`${indexer.simulator.url}/api/apps/permanentmessages`);
  return ((await answer.json()) as { data: Told[] }).data;
}

function state() {
  return indexer.sources().find(({ name }) => name === 'apps');
}

const note = () => state()?.note;
