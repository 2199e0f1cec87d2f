/** The figures of the whole network, at full scale, against what it is made of. */
import { afterEach, describe, expect, it } from 'vitest';
import { expectTruth } from './expect-truth.ts';
import { startSurveyor, type Surveyor } from './harness.ts';

const FULL_SCALE_MS = 60_000;

let surveyor: Surveyor;
afterEach(() => surveyor.close());

describe('the census', () => {
  it.each([1, 2])(
    'tells every figure of the full-scale network (seed %i)',
    async (seed) => {
      surveyor = await startSurveyor({ scale: 1, payments: 2_000, seed });
      expect(await surveyor.cycle()).toEqual({ missing: [] });
      await expectTruth(surveyor);
    },
    FULL_SCALE_MS
  );
  it('follows the network as it moves', async () => {
    surveyor = await startSurveyor({ scale: 0.1 });
    await surveyor.cycle();
    for (const hours of [1, 5, 30]) {
      surveyor.pass(hours * 3_600);
      await surveyor.cycle();
      await expectTruth(surveyor);
    }
  });
  it('knows what ran where at past moments', async () => {
    surveyor = await startSurveyor({ scale: 0.1 });
    const moments: number[] = [];
    for (let cycle = 0; cycle < 15; cycle++) {
      surveyor.pass(cycle % 4 === 3 ? 20 * 3_600 : 1_800);
      surveyor.simulator.recordPlacement();
      await surveyor.cycle();
      moments.push(surveyor.now());
    }
    let changes = 0;
    for (const at of [0, 3, 7, 11, 13].map((index) => moments[index] ?? 0)) {
      const truth = surveyor.simulator.placementAt(at);
      const apps = await surveyor.store.query('apps_at', { at });
      expect(apps.map(({ app_name, ip }) => `${app_name}@${ip}`).sort()).toEqual(truth.apps);
      const nodes = await surveyor.store.query('nodes_at', { at });
      expect(
        nodes.map(({ collateral, tier, payment_address }) => ({ collateral, tier, paymentAddress: payment_address }))
      ).toEqual(truth.nodes);
      changes += apps.filter(({ to_at }) => to_at !== null).length;
    }
    expect(changes).toBeGreaterThan(0);
  });
});
