/**
 * Documents that change their shape with HTTP 200: one incident each within one cycle, no figure of them wrong, closed when
 * the shape is back, when the new one stays, or by an operator.
 */
import { afterEach, describe, expect, it } from 'vitest';
import type { ShapeRequest } from '../../../simulator/control/shape.ts';
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

async function figures() {
  const { lastUpdate: _, revenue: __, ...sections } = await surveyor.reads.metrics();
  return Object.entries(sections).map(([name, { asOf: ___, ...figure }]) => [name, figure]);
}

async function states() {
  return (await readDrifts(surveyor.store)).map(({ document, closedBy }) => [document, closedBy]);
}
