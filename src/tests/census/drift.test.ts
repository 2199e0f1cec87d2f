/**
 * Documents that change their shape with HTTP 200: one incident each within one cycle, no figure of them wrong, closed when
 * the shape is back, when the new one stays, or by an operator.
 */
import { afterEach, describe, expect, it } from 'vitest';
import type { ShapeRequest } from '../../../simulator/control/shape.ts';
import { STABLE_SECONDS } from '../../lib/domain/drift/drift.ts';
import { acceptDrift } from '../../lib/server/modules/drift/desk.ts';
import { readDrifts } from '../../lib/server/modules/drift/module.ts';
import { expectTruth } from './expect-truth.ts';
import { START, startSurveyor, type Surveyor } from './harness.ts';

const CYCLE_SECONDS = 600;

let surveyor: Surveyor;
afterEach(() => surveyor.close());

const changes: Record<string, { shape: ShapeRequest; document: string; told: string; sample: RegExp }> = {
  'the names of containers, as images in September 2026': {
    shape: { drop: 'apps.runningapps.Names', share: 0.3 },
    document: 'containers',
    told: 'apps.runningapps[].Names',
    sample: /"runningapps":\[\{\}\]/
  },
  'a boolean where a text was': {
    shape: { falsify: 'geolocation.country', share: 0.2 },
    document: 'machines',
    told: 'geolocation.country',
    sample: /"country":"boolean"/
  }
};

describe.each(Object.entries(changes))('when %s', (_, { shape, document, told, sample }) => {
  it('opens one incident, keeps the last good figures and closes when the shape is back', async () => {
    surveyor = await startSurveyor();
    await surveyor.cycle();
    const before = await figures();
    surveyor.simulator.shape(shape);
    surveyor.pass(CYCLE_SECONDS, { isMining: false });
    expect(await surveyor.cycle()).toEqual({ missing: [document] });
    expect(await figures()).toEqual(before);
    surveyor.pass(CYCLE_SECONDS, { isMining: false });
    await surveyor.cycle();
    const [drift, ...others] = await readDrifts(surveyor.store);
    expect(others).toEqual([]);
    expect(drift).toMatchObject({ document, source: 'stats', openedAt: START + CYCLE_SECONDS, closedAt: null });
    expect(drift).toMatchObject({ isFrozen: true, lastGoodAt: START });
    expect(drift?.changes.map(({ path }) => path)).toEqual([told]);
    expect(JSON.stringify(drift?.sample)).toMatch(sample);

    surveyor.simulator.clearShape();
    surveyor.pass(CYCLE_SECONDS);
    expect(await surveyor.cycle()).toEqual({ missing: [] });
    await expectTruth(surveyor);
    expect(await states()).toEqual([[document, 'shape']]);
  });
});

describe('a spec version that was never seen', () => {
  it('opens one incident that freezes nothing, and is taken for usual when it stays', async () => {
    surveyor = await startSurveyor();
    await surveyor.cycle();
    const before = await figures();
    surveyor.simulator.shape({ version: 10, from: 'specifications', share: 0.1 });
    surveyor.pass(CYCLE_SECONDS, { isMining: false });
    expect(await surveyor.cycle()).toEqual({ missing: [] });
    // What the containers of those apps are is not known: what is counted by it stays as it was.
    expect(await figures()).toEqual(before);
    const [drift] = await readDrifts(surveyor.store);
    expect(drift).toMatchObject({ document: 'app-specs', isFrozen: false, closedAt: null });
    expect(drift?.changes).toMatchObject([{ what: 'version', now: '10' }]);
    expect(drift?.sample).toMatchObject({ version: 'number', name: expect.stringMatching(/^string/) as string });
    surveyor.pass(STABLE_SECONDS, { isMining: false });
    await surveyor.cycle();
    expect(await states()).toEqual([['app-specs', 'time']]);
    surveyor.pass(CYCLE_SECONDS, { isMining: false });
    await surveyor.cycle();
    expect(await states()).toEqual([['app-specs', 'time']]);
  });
});

describe("a price source's change, as in October 2026", () => {
  it('opens one incident, tells no price, and closes when the shape is back', async () => {
    surveyor = await startSurveyor();
    const [coingecko] = surveyor.upstreams.prices.live;
    const price = () => coingecko?.price(new AbortController().signal);
    expect((await price())?.priceE8).toBeGreaterThan(0n);
    surveyor.simulator.prices({ isReshaped: true });
    await expect(price()).rejects.toThrow('answer changed shape');
    await surveyor.writeShapes();
    await expect(price()).rejects.toThrow('answer changed shape');
    await surveyor.writeShapes();
    expect(await states()).toEqual([['coingecko /api/v3/simple/price', null]]);
    const [drift] = await readDrifts(surveyor.store);
    expect(drift?.changes).toContainEqual({ what: 'gone', path: 'zelcash.usd', before: '100 %', now: '0 %' });
    expect(drift?.sample).toEqual({ zelcash: { prices: { usd: 'number' }, last_updated_at: 'number' } });
    surveyor.simulator.prices({});
    expect((await price())?.priceE8).toBeGreaterThan(0n);
    await surveyor.writeShapes();
    expect(await states()).toEqual([['coingecko /api/v3/simple/price', 'shape']]);
  });
  it('opens none when the service only complains, breaks off or says nothing', async () => {
    surveyor = await startSurveyor();
    const [coingecko] = surveyor.upstreams.prices.live;
    const price = () => coingecko?.price(new AbortController().signal);
    await price();
    for (const kind of ['emptyData', 'errorEnvelope', 'garbage', 'truncated', 'status500'] as const) {
      surveyor.simulator.faults({ source: 'coingecko', kinds: [kind] });
      await expect(price()).rejects.toThrow();
    }
    await surveyor.writeShapes();
    expect(await states()).toEqual([]);
  });
});

describe('an operator', () => {
  it('accepts the new shape, over a restart: the next document is read by it', async () => {
    surveyor = await startSurveyor();
    await surveyor.cycle();
    surveyor.simulator.shape({ drop: 'apps.runningapps.Names', share: 0.3 });
    surveyor.pass(CYCLE_SECONDS, { isMining: false });
    await surveyor.cycle();
    surveyor.restart();
    surveyor.pass(CYCLE_SECONDS, { isMining: false });
    expect(await surveyor.cycle()).toEqual({ missing: ['containers'] });
    expect(await states()).toEqual([['containers', null]]);
    const desk = { store: surveyor.store, now: surveyor.now };
    expect(await acceptDrift(desk, 'stats')).toEqual({ accepted: ['containers'] });
    expect(await acceptDrift(desk, 'containers')).toEqual({ accepted: [] });
    expect(await surveyor.cycle()).toEqual({ missing: [] });
    expect(await states()).toEqual([['containers', 'operator']]);
    surveyor.simulator.clearShape();
    expect(await surveyor.cycle()).toEqual({ missing: [] });
    expect(await states()).toEqual([['containers', 'operator']]);
  });
});

async function figures() {
  const { lastUpdate: _, revenue: __, ...sections } = await surveyor.reads.metrics();
  return Object.entries(sections).map(([name, { asOf: ___, ...figure }]) => [name, figure]);
}

async function states() {
  return (await readDrifts(surveyor.store)).map(({ document, closedBy }) => [document, closedBy]);
}
