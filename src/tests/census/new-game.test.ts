/** A game that nobody had heard of becomes one row of a table: today's figures and the days that hold its image know it. */
import { afterEach, expect, it, vi } from 'vitest';
import type * as Products from '../../lib/domain/apps/products.ts';
import type * as SnapshotCheck from '../../lib/server/modules/history/snapshots/snapshot-check.ts';
import { startSurveyor, type Surveyor } from './harness.ts';

const IMAGE = 'someone/trading-bot';

let surveyor: Surveyor;
afterEach(async () => {
  vi.doUnmock('../../lib/domain/apps/products.ts');
  vi.resetModules();
  await surveyor.close();
});

it('shows a new game in current figures and in history, without a change of the schema', async () => {
  surveyor = await startSurveyor({ scale: 0.1 });
  const { store, simulator } = surveyor;
  const look = async ({ checkSnapshots }: typeof SnapshotCheck) => {
    const deps = { store, network: surveyor.upstreams.network, now: surveyor.now, log: silent };
    await surveyor.under('snapshots', (lease, signal) =>
      checkSnapshots(deps, { lease, signal, progress: () => undefined })
    );
  };
  const silent = (await import('pino')).pino({ level: 'silent' });

  await surveyor.cycle();
  await look(await import('../../lib/server/modules/history/snapshots/snapshot-check.ts'));
  const instances = Object.entries(simulator.censusTruth().images)
    .filter(([image]) => image.startsWith(`${IMAGE}:`))
    .reduce((sum, [, { instances: some }]) => sum + some, 0);
  expect(instances).toBeGreaterThan(0);
  const before = await surveyor.reads.metrics();
  const day = async () => {
    const { data } = await surveyor.reads.categoryHistory({ params: { category: 'gaming' }, query: { limit: 1 } });
    return data[0]?.total;
  };
  expect(await day()).toBe(before.gaming.total);

  vi.resetModules();
  vi.doMock('../../lib/domain/apps/products.ts', async (original) => {
    const known = await original<typeof Products>();
    const { gaming, ...others } = known.productTables;
    const game = { slug: 'trading-game', label: 'Trading Game', keywords: ['trading-bot'] };
    return { ...known, productTables: { gaming: { ...gaming, products: [...gaming.products, game] }, ...others } };
  });
  const { createCensus } = await import('../../lib/server/modules/census/ingest/census.ts');
  const { createReads } = await import('../support/reads.ts');
  const { now, upstreams } = surveyor;
  const census = createCensus({
    store,
    network: upstreams.network,
    daemon: upstreams.daemon,
    now,
    elapsed: now,
    isChanged: () => false,
    log: silent
  });
  const options = { store, now, dataVersion: now, revenueIntervalSeconds: 60, censusIntervalSeconds: 600 };
  surveyor = { ...surveyor, census, reads: createReads(options) };

  await surveyor.under('census', (lease, signal) => census.run({ lease, signal, progress: () => undefined }));
  await look(await import('../../lib/server/modules/history/snapshots/snapshot-check.ts'));
  const after = await surveyor.reads.metrics();
  expect(after.gaming.products).toContainEqual({ slug: 'trading-game', label: 'Trading Game', count: instances });
  expect(after.gaming.total).toBe((before.gaming.total ?? 0) + instances);
  expect(await day()).toBe((before.gaming.total ?? 0) + instances);
  const repos = await surveyor.reads.categoryRepos({ params: { category: 'gaming' }, query: { limit: 1 } });
  expect(repos.data[0]?.counts).toMatchObject({ 'trading-game': instances });
});
