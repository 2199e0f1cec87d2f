/** The ledger, the census and the days made of both, on Supabase projects, against what the simulated network is. */
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { dateOf } from '../../lib/domain/time/periods.ts';
import { auditLedger } from '../../lib/server/modules/ledger/ingest/audit.ts';
import { emptyWrite } from '../../lib/server/modules/ledger/ingest/write.ts';
import { finalizeSnapshots } from '../../lib/server/modules/history/snapshots/finished-days.ts';
import { checkSnapshots } from '../../lib/server/modules/history/snapshots/snapshot-check.ts';
import { keySet } from '../../lib/server/platform/store/rows.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { expectTruth as expectCensusTruth } from '../census/expect-truth.ts';
import { startSurveyor, type Surveyor } from '../census/harness.ts';
import { describeSupabase, type EngineUnderTest } from '../support/engines.ts';
import { expectTruth } from '../sync/expect-truth.ts';
import { attachIndexer, startIndexer, underLease, type Indexer } from '../sync/harness.ts';

const DAY = 86_400;

describeSupabase((start) => {
  let engine: EngineUnderTest;
  let opened: { close(): Promise<void> }[] = [];
  beforeAll(async () => {
    engine = await start();
  });
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
  });
  afterAll(() => engine.close());

  it('a first sync, a reorganisation and an audit of lost payments leave the ledger of the truth', async () => {
    const indexer = await startIndexer({ payments: 150, paymentsPerBlock: 0.5 }, { store: await kept() });
    opened = [indexer];
    indexer.mine(70);
    expect(await indexer.sync()).toMatchObject({ complete: true });
    await expectTruth(indexer);
    indexer.simulator.reorg({ depth: 40, drop: 2, move: 2, add: 2 });
    await indexer.sync();
    await expectTruth(indexer);
    indexer.mine(200);
    await indexer.sync();
    const lost = (await indexer.payments()).filter(({ settled }) => settled === 1).slice(-7);
    await lose(indexer, keySet(lost.map(({ txid }) => txid)));
    const report = await underLease(indexer, (run) => auditLedger(indexer.deps, run, 4_320));
    expect(report).toMatchObject({ missing: 14, surplus: 0 });
    await expectTruth(indexer);
  });

  it('the census tells every figure as the network moves, and what ran where before', async () => {
    const surveyor = await startSurveyor({}, { store: await kept() });
    opened = [surveyor];
    const moments: number[] = [];
    for (const seconds of [0, 1_800, 5 * 3_600, 30 * 3_600]) {
      surveyor.pass(seconds);
      surveyor.simulator.recordPlacement();
      expect(await surveyor.cycle()).toEqual({ missing: [] });
      await expectCensusTruth(surveyor);
      moments.push(surveyor.now());
    }
    for (const at of moments) {
      const truth = surveyor.simulator.placementAt(at);
      const apps = await surveyor.store.query('apps_at', { at });
      expect(apps.map(({ app_name, ip }) => `${app_name}@${ip}`).sort()).toEqual(truth.apps);
      const nodes = await surveyor.store.query('nodes_at', { at });
      expect(nodes.map(({ collateral }) => collateral)).toEqual(truth.nodes.map(({ collateral }) => collateral));
    }
  });

  it('a snapshot holds the figures of its day, and its revenue once the day is over', async () => {
    const store = await kept();
    const surveyor = await startSurveyor({ payments: 60, paymentsPerBlock: 0.02 }, { store });
    const indexer = attachIndexer(surveyor.simulator, { store });
    opened = [indexer, surveyor];
    await indexer.sync();
    await surveyor.cycle();
    await look(surveyor);
    const date = dateOf(surveyor.now());
    const { nodes, wallets, apps, gaming, crypto, wordpress, cpu, ram, storage } = surveyor.simulator.censusTruth();
    const figures = {
      ...{
        node_cumulus: nodes.cumulus,
        node_nimbus: nodes.nimbus,
        node_stratus: nodes.stratus,
        node_total: nodes.total
      },
      ...{ wallet_count: wallets, app_count: apps.total, watchtower_count: apps.watchtower, git_count: apps.git },
      ...{ gaming_count: gaming.total, crypto_count: crypto.total, wordpress_count: wordpress.total },
      ...{
        cpu_total_millicores: cpu.total,
        cpu_used_millicores: cpu.used,
        ram_total_mb: ram.total,
        ram_used_mb: ram.used
      },
      ...{ storage_total_mb: storage.total, storage_used_mb: storage.used }
    };
    const days = () => store.query('snapshots_between', { start: date, end: date });
    expect(await days()).toMatchObject([{ ...figures, revenue_sat: null }]);

    surveyor.pass(DAY);
    indexer.pass(DAY);
    await indexer.sync();
    await surveyor.under('revenue', (lease) => finalizeSnapshots(store, lease));
    const revenue = surveyor.simulator.truth({}).perDay[date];
    expect(revenue?.payments).toBeGreaterThan(0);
    expect(await days()).toMatchObject([
      { ...figures, revenue_sat: revenue?.amountSat, payment_count: revenue?.payments }
    ]);
  });

  /** Closed with its engine. */
  async function kept(): Promise<Store> {
    const store = await engine.fresh();
    return { query: (name, args) => store.query(name, args), close: () => Promise.resolve() };
  }
});

function lose({ store, ...indexer }: Indexer, txids: Record<string, 1>): Promise<unknown> {
  const write = { ...emptyWrite(), removed_facts: txids, removed_payments: txids, affected: txids, now: 0 };
  return underLease({ store, ...indexer }, ({ lease }) => store.query('store_payments', { ...lease, ...write }));
}

function look(surveyor: Surveyor): Promise<unknown> {
  const { store, upstreams, now } = surveyor;
  const deps = { store, network: upstreams.network, now, log: pino({ level: 'silent' }) };
  return surveyor.under('snapshots', (lease, signal) =>
    checkSnapshots(deps, { lease, signal, progress: () => undefined })
  );
}
