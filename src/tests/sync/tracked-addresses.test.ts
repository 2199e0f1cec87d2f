/** Addresses that are tracked no longer, and again: what is known of them is kept, and nothing is missed. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditLedger } from '../../lib/server/modules/ledger/ingest/audit.ts';
import { fluxProfile } from '../../lib/domain/chain-profile.ts';
import { settledHeight } from '../../lib/domain/payments/unsettled.ts';
import { emptyWrite } from '../../lib/server/modules/ledger/ingest/write.ts';
import { expectTruth } from './expect-truth.ts';
import { attachIndexer, startIndexer, TRACKED, underLease, type Indexer } from './harness.ts';

const TEAM = 't1gjUUxBpBeVC1sWwAFrtSsVCbSaFdZx8UY';

let indexer: Indexer;
beforeEach(async () => {
  indexer = await startIndexer({ payments: 300, paymentsPerBlock: 0.5 }, { tracked: [TRACKED, TEAM] });
  indexer.mine(200);
  await indexer.sync();
});
afterEach(() => indexer.close());

describe('an address that is tracked no longer', () => {
  it('is out of the sums while its facts stay, which are no reorganisation', async () => {
    const before = await factCount();
    const rest = tracking([TEAM]);
    await rest.sync();
    expect(await rest.payments()).toEqual([]);
    expect(await factCount()).toBe(before);
    const report = await underLease(rest, (run) => auditLedger(rest.deps, run, 4_320));
    expect(report).toMatchObject({ missing: 0, surplus: 0, differing: 0 });
    expect(report.compared).toBeGreaterThan(0);
    expect(await factCount()).toBe(before);
    expect(await indexer.store.query('reorgs_latest', { limit: 10 })).toEqual([]);
  });
  it('does not hold back the audit', async () => {
    const rest = tracking([TEAM]);
    await rest.sync();
    expect(await cursors()).toEqual([TEAM]);
    rest.mine(500);
    await rest.sync();
    await underLease(rest, ({ lease }) =>
      rest.store.query('store_payments', { ...lease, ...emptyWrite(), cursors: { t3Stranger: { height: 5 } }, now: 1 })
    );
    const report = await underLease(rest, (run) => auditLedger(rest.deps, run, 4_320));
    expect(report.to).toBe(settledHeight(await rest.deps.daemon.tip(new AbortController().signal), fluxProfile));
  });
  it('misses nothing when it is tracked again, whatever the chain did meanwhile', async () => {
    indexer.mine(30);
    await indexer.sync();
    const rest = tracking([TEAM]);
    await rest.sync();
    rest.simulator.reorg({ depth: 30, drop: 3, move: 3, add: 3 });
    rest.mine(300);
    await rest.sync();
    await underLease(rest, (run) => auditLedger(rest.deps, run, 4_320));
    const both = tracking([TRACKED, TEAM], rest);
    await both.sync();
    await expectTruth(both);
    expect(await cursors()).toEqual([TEAM, TRACKED]);
  });
});

/** At the time of the one before. */
function tracking(tracked: string[], before = indexer): Indexer {
  const next = attachIndexer(indexer.simulator, { store: indexer.store, tracked });
  next.pass(before.deps.now() - next.deps.now());
  return next;
}

async function factCount(): Promise<number | undefined> {
  const counts = await indexer.store.query('get_table_counts', {});
  return counts.find(({ name }) => name === 'chain_transactions')?.rows;
}

const cursors = async () => (await indexer.store.query('sync_cursors', {})).map(({ address }) => address);
