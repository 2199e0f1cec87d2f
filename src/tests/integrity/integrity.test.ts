/** The checks of integrity over what the real indexer made: silent where all is right, and exact where it is not. */
import { afterEach, expect, it } from 'vitest';
import { checkIntegrity } from '../../lib/server/modules/integrity/run.ts';
import { readIntegrity } from '../../lib/server/modules/integrity/read/integrity.ts';
import { createAddressTotals } from '../../lib/server/modules/integrity/upstream/address-totals.ts';
import { createHost } from '../../lib/server/platform/upstream/http.ts';
import { keySet } from '../../lib/server/platform/store/rows.ts';
import { leaseOf, noPayments } from '../support/factories.ts';
import { spoilPayments } from '../replays/harness.ts';
import { allRows, project } from '../subscriptions/harness.ts';
import { startIndexer, TRACKED, type Indexer } from '../sync/harness.ts';

let indexer: Indexer;
afterEach(() => indexer.close());

const nothing = { received: 0, rollups: 0, events: 0, subscriptions: 0 };

it('finds nothing where all is right, also while the chain goes on', async () => {
  const { check } = await setup();
  expect(await check()).toEqual(nothing);
  const { ok, checks } = await readIntegrity(indexer.store);
  expect([ok, checks.every(({ note }) => note === null), checks.every(({ rows }) => rows > 0)]).toEqual([
    true,
    true,
    true
  ]);
  // The index of addresses knows of blocks that the ledger has not read.
  indexer.mine(30);
  expect(await check()).toEqual(nothing);
  expect((await readIntegrity(indexer.store)).checks.every(({ note }) => note === null)).toBe(true);
});

it('finds a fact that is missing, to the satoshi', async () => {
  const { check } = await setup();
  const [lost] = await indexer.payments();
  const lease = await leaseOf(indexer.store);
  await indexer.store.query('store_payments', { ...noPayments, ...lease, removed_facts: keySet([lost!.txid]) });
  expect(await check()).toMatchObject({ received: 1, rollups: 0 });
  const { findings } = await readIntegrity(indexer.store);
  const [one] = findings;
  const sat = (text: string | undefined) => BigInt(/^\d+/.exec(text ?? '')![0]);
  expect(one).toMatchObject({ check: 'received', key: TRACKED });
  expect(sat(one?.expected) - sat(one?.found)).toBe(BigInt(lost!.amount_sat));
});

it('finds sums that are not those of the rows, and keeps since when', async () => {
  const { check } = await setup();
  const [row] = await indexer.payments();
  await spoilPayments(indexer.store, [{ ...row!, amount_sat: String(BigInt(row!.amount_sat) + 1n) }]);
  expect((await check())['rollups']).toBeGreaterThan(0);
  const before = (await readIntegrity(indexer.store)).findings;
  indexer.pass(3_600);
  await check();
  expect((await readIntegrity(indexer.store)).findings.map(({ since }) => since)).toEqual(
    before.map(({ since }) => since)
  );
  await spoilPayments(indexer.store, [row!]);
  expect(await check()).toEqual(nothing);
  expect((await readIntegrity(indexer.store)).findings).toEqual([]);
});

it('finds a life that does not add up', async () => {
  const { check } = await setup();
  const rows = [...(await allRows(indexer.store)).values()];
  const stopped = rows.find(({ stop_reason, left_sat }) => stop_reason === 'superseded' && left_sat !== '0')!;
  const empty = { links: [], gone_links: {}, removed: {}, dirty_apps: {}, dirty_day: '', processed: [], events: [] };
  const lease = await leaseOf(indexer.store, 'subscriptions');
  const wrong = { ...stopped, left_sat: String(BigInt(stopped.left_sat) + 1n) };
  await indexer.store.query('store_subscriptions', { ...lease, ...empty, rows: [wrong] });
  // The segment itself, and what the app carries from one to the next.
  expect(await check()).toMatchObject({ subscriptions: 2 });
});

it('says why it could not ask, and takes no silence for a difference', async () => {
  const { check } = await setup();
  indexer.simulator.faults({ source: 'blockbook', kinds: ['reset'] });
  expect(await check()).toEqual(nothing);
  const { checks } = await readIntegrity(indexer.store);
  expect(checks.find(({ name }) => name === 'received')?.note).toContain('does not answer');
});

async function setup() {
  indexer = await startIndexer({ payments: 300 });
  await indexer.sync();
  await project(indexer);
  const { now } = indexer.deps;
  const host = createHost({
    baseUrl: `${indexer.simulator.url}/blockbook`,
    sources: ['blockbook'],
    now,
    heard: undefined,
    log: undefined,
    clock: undefined,
    limits: { inFlight: 8, perSecond: 100_000, patienceMs: 500 }
  });
  const { signal } = new AbortController();
  return {
    check: async () => {
      const lease = await leaseOf(indexer.store, 'proofs');
      const run = { lease, signal, progress: () => undefined };
      return checkIntegrity({ ...indexer.deps, received: createAddressTotals(host) }, run);
    }
  };
}
