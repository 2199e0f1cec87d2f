/** Sources that answer 200 with nonsense, or not at all: no figure becomes wrong, the source is named, all heals by itself. */
import { afterEach, describe, expect, it } from 'vitest';
import type { FaultRequest } from '../../../simulator/serve/faults.ts';
import type { ShapeRequest } from '../../../simulator/control/shape.ts';
import type { Metrics } from '../../lib/contract/history/metrics.ts';
import { expectTruth } from './expect-truth.ts';
import { START, startSurveyor, type Surveyor } from './harness.ts';

const CYCLE_SECONDS = 1_000;
const containers = ['apps', 'gaming', 'crypto', 'wordpress'];

interface Trouble {
  shape?: ShapeRequest;
  faults?: FaultRequest;
  /** Documents that health must name. */
  documents: string[];
  /** Sections of /metrics/current that keep their age; all others are new. */
  kept: string[];
}

const troubles: Record<string, Trouble> = {
  'the container names vanish from most machines': {
    shape: { drop: 'apps.runningapps.Names' },
    documents: ['containers'],
    kept: containers
  },
  'most machines tell of no apps': {
    shape: { drop: 'apps' },
    documents: ['containers', 'machines'],
    kept: [...containers, 'cloud']
  },
  'most machines tell no RAM': { shape: { drop: 'benchmark.bench.ram' }, documents: ['machines'], kept: ['cloud'] },
  'most machines tell no locked resources': {
    shape: { drop: 'apps.resources' },
    documents: ['machines'],
    kept: ['cloud']
  },
  'one tier is at 0': {
    shape: { tierAtZero: 'STRATUS', times: 1_000 },
    documents: ['node-counts', 'node-list'],
    kept: ['nodes', 'wallets', 'collateral']
  },
  'every tier is at 0': {
    shape: { tierAtZero: 'ALL', times: 1_000 },
    documents: ['node-counts', 'node-list'],
    kept: ['nodes', 'wallets', 'collateral']
  },
  'the statistics service is busy': {
    shape: { busy: 1_000 },
    documents: ['machines', 'containers'],
    kept: [...containers, 'cloud']
  },
  'the list of specifications is empty': {
    shape: { empty: ['specifications'] },
    documents: ['app-specs'],
    kept: containers
  },
  'the list of nodes is empty': {
    shape: { empty: ['nodes'] },
    documents: ['node-list'],
    kept: ['wallets', 'collateral']
  },
  'the list of locations is empty': { shape: { empty: ['locations'] }, documents: ['app-locations'], kept: [] },
  'the statistics are empty': {
    shape: { empty: ['fluxinfo'] },
    documents: ['machines', 'containers'],
    kept: [...containers, 'cloud']
  },
  'specifications are cut off': {
    faults: { source: 'apps', kinds: ['truncated'], endpoints: ['globalappsspecifications'] },
    documents: ['app-specs'],
    kept: containers
  },
  'the node list is cut off': {
    faults: { source: 'daemon', kinds: ['truncated'], endpoints: ['viewdeterministic'] },
    documents: ['node-list'],
    kept: ['wallets', 'collateral']
  },
  'statistics are cut off': {
    faults: { source: 'stats', kinds: ['truncated'] },
    documents: ['machines', 'containers'],
    kept: [...containers, 'cloud']
  },
  'the statistics service is down': {
    faults: { source: 'stats', kinds: ['down'] },
    documents: ['machines', 'containers'],
    kept: [...containers, 'cloud']
  }
};

let surveyor: Surveyor;
afterEach(() => surveyor.close());

describe.each(Object.entries(troubles))('when %s', (_, { shape, faults, documents, kept }) => {
  it('keeps every figure, names the source and heals by itself', async () => {
    surveyor = await startSurveyor();
    await surveyor.cycle();
    const before = await surveyor.reads.metrics();
    await expectTruth(surveyor);

    if (shape !== undefined) surveyor.simulator.shape(shape);
    if (faults !== undefined) surveyor.simulator.faults(faults);
    surveyor.pass(CYCLE_SECONDS, { isMining: false });
    const { missing } = await surveyor.cycle();
    expect(missing.toSorted()).toEqual(documents.toSorted());
    expect(failing()).toEqual(documents.toSorted());
    const meanwhile = await surveyor.reads.metrics();
    expect(figures(meanwhile)).toEqual(figures(before));
    for (const [name, asOf] of Object.entries(ages(meanwhile))) {
      expect(asOf, name).toBe(kept.includes(name) ? START : START + CYCLE_SECONDS);
    }

    surveyor.simulator.clearShape();
    surveyor.simulator.clearFaults();
    surveyor.pass(CYCLE_SECONDS);
    expect(await surveyor.cycle()).toEqual({ missing: [] });
    expect(failing()).toEqual([]);
    await expectTruth(surveyor);
  });
});

describe('the observation history', () => {
  it('closes nothing when a list is empty, and marks ends after a long silence', async () => {
    surveyor = await startSurveyor();
    await surveyor.cycle();
    const open = await surveyor.store.query('open_app_observations', {});
    expect(open.length).toBeGreaterThan(20);
    surveyor.simulator.shape({ empty: ['locations', 'nodes'] });
    surveyor.pass(3 * 3_600, { isMining: false });
    await surveyor.cycle();
    expect(await surveyor.store.query('open_app_observations', {})).toEqual(open);
    surveyor.simulator.clearShape();
    surveyor.pass(20 * 3_600);
    await surveyor.cycle();
    const ended = (await surveyor.store.query('apps_at', { at: START })).filter(({ to_at }) => to_at !== null);
    expect(ended.length).toBeGreaterThan(0);
    expect(ended.every(({ to_at, is_end_uncertain }) => to_at === START && is_end_uncertain === 1)).toBe(true);
  });
});

describe('random faults of every kind', () => {
  it('leave behind only true figures', async () => {
    surveyor = await startSurveyor();
    surveyor.simulator.faults({ source: '*', rate: 0.2 });
    for (let cycle = 0; cycle < 6; cycle++) {
      await surveyor.cycle();
      surveyor.pass(CYCLE_SECONDS);
    }
    surveyor.simulator.clearFaults();
    surveyor.pass(CYCLE_SECONDS);
    expect(await surveyor.cycle()).toEqual({ missing: [] });
    await expectTruth(surveyor);
  });
});

function failing(): string[] {
  return surveyor.census
    .states()
    .filter(({ ok }) => !ok)
    .map(({ name }) => name)
    .sort();
}

function ages({ lastUpdate: _, revenue: __, ...sections }: Metrics): Record<string, number | null> {
  return Object.fromEntries(Object.entries(sections).map(([name, { asOf }]) => [name, asOf]));
}

function figures({ lastUpdate: _, revenue: __, ...sections }: Metrics): unknown {
  return Object.entries(sections).map(([name, { asOf: ___, ...figure }]) => [name, figure]);
}
