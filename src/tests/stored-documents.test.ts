/** Documents of the store that are damaged or of earlier versions: who can still be told what, and who makes them anew. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { leaseOf } from './support/factories.ts';
import { figures, plantFigures } from './support/figures.ts';
import { StoreError } from '../lib/server/platform/errors.ts';
import { readPrices } from '../lib/server/modules/prices/ingest/valuation.ts';
import { readStatus as readIngestStatus } from '../lib/server/platform/store/documents/ingest-status.ts';
import { readOpsStatus } from '../lib/server/platform/store/documents/ops-status.ts';
import { takeSnapshot } from '../lib/server/modules/history/snapshots/snapshots.ts';
import { createReads } from './support/reads.ts';
import { openSqlite } from '../lib/server/platform/store/sqlite/sqlite.ts';
import type { Store } from '../lib/server/platform/store/store.ts';
import { backupStatus } from '../lib/server/platform/store/documents/backup-status.ts';
import { censusStatus } from '../lib/server/platform/store/documents/census-status.ts';
import { ledgerStatus } from '../lib/server/platform/store/documents/ledger-status.ts';
import { readStatus, statusInput } from '../lib/server/platform/store/documents/sync-status.ts';

const NOW = 1_773_835_200;
let store: Store;
beforeEach(async () => {
  store = await openSqlite(':memory:');
});
afterEach(() => store.close());

const revenue = { tip: 2_000_059, tipTime: NOW - 30, completedAt: NOW, complete: true };
const report = { lastRun: NOW, lastSuccess: NOW, ok: true, durationMs: 5, rows: 9, error: null };

async function plant(documents: Record<string, string>): Promise<void> {
  const status = Object.fromEntries(Object.entries(documents).map(([name, value]) => [name, { value }]));
  await store.query('store_status', { ...(await leaseOf(store, 'revenue')), status, now: NOW });
}

it('reads what was written, and what earlier versions wrote without later fields', async () => {
  await plant({
    revenue: JSON.stringify(revenue),
    messages: `{"askedAt":${NOW},"count":3}`,
    unknown: '{"of":"a later version"}',
    ...Object.fromEntries(Object.entries(statusInput({ tracked: ['t1'] })).map(([name, { value }]) => [name, value]))
  });
  const status = await readStatus(store, ledgerStatus);
  expect(status).toEqual({ revenue, messages: { askedAt: NOW, count: 3 }, tracked: ['t1'] });
  expect(status.formerlyTracked).toBeUndefined();
});

it('forgives a field that only describes', async () => {
  const damaged = { ...report, durationMs: 'long', rows: -1, error: 7 };
  await plant({ census: JSON.stringify({ completedAt: NOW, documents: { 'node-list': damaged } }) });
  const { census } = await readStatus(store, censusStatus);
  expect(census?.documents['node-list']).toEqual({ ...report, durationMs: 0, rows: null });
});

it.each([
  ['no JSON', '{"at":'],
  ['at: ', '{"at":"yesterday","ok":true,"backup":null,"durationMs":1,"error":null}'],
  ['expected object', '[]']
])('names a document that is damaged (%s) to its readers and keeps the others readable', async (fault, drill) => {
  const backup = { last: null, failures: 2, failedAt: NOW, error: 'away' };
  await plant({ drill, backup: JSON.stringify(backup) });
  const status = await readStatus(store, backupStatus);
  expect(status.backup).toEqual(backup);
  expect(() => status.drill).toThrow(StoreError);
  expect(() => status.drill).toThrow(/^"drill" in sync_status cannot be read \(/);
  expect(() => status.drill).toThrow(fault);
  // Whoever makes it anew does so.
  expect((await readOpsStatus(store)).drill).toBeUndefined();
});

it('takes a damaged state of the sync for none where it is written, and names it where figures rest on it', async () => {
  await plant({ revenue: JSON.stringify({ ...revenue, tip: 'high' }), tracked: '"t1"' });
  expect((await readIngestStatus(store)).revenue).toBeUndefined();
  const status = await readOpsStatus(store);
  expect(() => status.revenue).toThrow('"revenue" in sync_status cannot be read (tip: ');
  const options = {
    store,
    now: () => NOW,
    dataVersion: () => 1,
    revenueIntervalSeconds: 60,
    censusIntervalSeconds: 300
  };
  await expect(createReads(options).syncState()).rejects.toThrow('"revenue" in sync_status cannot be read');
});

it('never takes damaged addresses for none: the ledger would pass as one of others', async () => {
  await plant({ tracked: '"t1"', formerlyTracked: '{}' });
  const status = await readIngestStatus(store);
  expect(() => status.tracked).toThrow('"tracked" in sync_status');
  expect(() => status.formerlyTracked).toThrow('"formerlyTracked" in sync_status');
});

it('keeps a damaged figure out of the snapshot of a day, which takes it when it is known again', async () => {
  await plantFigures(store, figures(1), NOW);
  const damaged = { ...figures(1).nodes, cumulus: '1001' } as unknown as ReturnType<typeof figures>['nodes'];
  await plantFigures(store, { nodes: damaged, flux_price_usd: 'much' }, NOW);
  const [deps, run] = await writer();
  expect(await takeSnapshot(deps, run)).toMatchObject({ outcome: 'taken', missing: ['nodes'] });
  expect(await today()).toMatchObject({ node_cumulus: null, node_total: null, price_e8: null, wallet_count: 801 });
  expect((await readPrices(store, { start: '2026-03-01', end: '2026-03-18', now: NOW })).live).toBeNull();
  await plantFigures(store, figures(2), NOW);
  expect(await takeSnapshot(deps, run)).toMatchObject({ outcome: 'filled', missing: [] });
  expect(await today()).toMatchObject({ node_cumulus: 1_002, node_total: 1_602, wallet_count: 801 });
});

async function today() {
  return (await store.query('snapshots_between', { start: '2026-03-18', end: '2026-03-18' }))[0];
}

async function writer() {
  const lease = await leaseOf(store, 'snapshots');
  const deps = { store, now: () => NOW } as Parameters<typeof takeSnapshot>[0];
  const run = { lease, signal: new AbortController().signal, progress: () => undefined };
  return [deps, run] as const;
}
