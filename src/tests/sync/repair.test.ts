import { afterEach, describe, expect, it } from 'vitest';
import { auditLedger } from '../../lib/server/modules/ledger/ingest/audit.ts';
import { rebuildLedger } from '../../lib/server/modules/ledger/ingest/rebuild.ts';
import { emptyWrite } from '../../lib/server/modules/ledger/ingest/write.ts';
import { keySet } from '../../lib/server/platform/store/rows.ts';
import { expectTruth } from './expect-truth.ts';
import { attachIndexer, startIndexer, TRACKED, underLease, type Indexer } from './harness.ts';

const DAY = 86_400;

describe('over time', () => {
  let indexer: Indexer;
  afterEach(() => indexer.close());

  it('late messages, given-up hashes, closes and live prices follow the truth', async () => {
    indexer = await startIndexer({ payments: 200, paymentsPerBlock: 0.3, seed: 5 });
    await indexer.sync();
    for (const blocks of [1, 40, 120, 2_880, 2_880]) {
      indexer.mine(blocks);
      await indexer.sync();
      await expectTruth(indexer);
    }
  });
  it('a hash is given up one day after its block and not before', async () => {
    indexer = await startIndexer({ payments: 100, paymentsPerBlock: 0.25, seed: 9 });
    await indexer.sync();
    indexer.mine(240);
    await indexer.sync();
    const unknown = (await indexer.payments()).filter(
      (row) => row.message_hash !== null && row.app_name === null && row.app_type === null
    );
    expect(unknown.length).toBeGreaterThan(0);
    indexer.mine(Math.ceil(DAY / 30) + 120);
    await indexer.sync();
    await expectTruth(indexer);
    const txids = new Set(unknown.map(({ txid }) => txid));
    const later = (await indexer.payments()).filter(({ txid }) => txids.has(txid));
    expect(later.every(({ app_type, app_name }) => app_type === 'unregistered' || app_name !== null)).toBe(true);
  });
});

describe('a ledger', () => {
  let indexer: Indexer;
  afterEach(() => indexer.close());

  it('derived again from its facts is the same', async () => {
    indexer = await startIndexer({ payments: 300 });
    await indexer.sync();
    const before = await indexer.payments();
    const changed = await underLease(indexer, (run) => rebuildLedger(indexer.deps, run));
    expect(changed).toBe(0);
    expect(await indexer.payments()).toEqual(before);
  });
  it('that lost and gained rows is made true again by the audit, which says so', async () => {
    indexer = await startIndexer({ payments: 300, paymentsPerBlock: 0.5 });
    indexer.mine(400);
    await indexer.sync();
    const rows = (await indexer.payments()).filter(({ settled }) => settled === 1).slice(-20);
    const lost = keySet(rows.slice(0, 7).map(({ txid }) => txid));
    const [odd, ...none] = rows
      .slice(7, 8)
      .map((row) => ({ ...row, txid: 'f'.repeat(64), sort_key: String(Number(row.sort_key) - 1) }));
    expect(none).toEqual([]);
    await underLease(indexer, ({ lease }) =>
      indexer.store.query('store_payments', {
        ...lease,
        ...emptyWrite(),
        facts: [
          {
            txid: odd!.txid,
            height: odd!.block_height,
            block_hash: odd!.block_hash,
            block_time: odd!.block_time,
            payload: '{"p":null,"o":[],"r":[]}'
          }
        ],
        payments: [odd!],
        removed_facts: lost,
        removed_payments: lost,
        affected: { ...lost, [odd!.txid]: 1 },
        now: 0
      })
    );
    const report = await underLease(indexer, (run) => auditLedger(indexer.deps, run, 4_320));
    expect(report).toMatchObject({ missing: 14, surplus: 2, sources: ['daemon', 'blockbook'] });
    await expectTruth(indexer);
  });
  it('follows a change of the tracked addresses, there and back', async () => {
    indexer = await startIndexer({ payments: 300 });
    await indexer.sync();
    const team = 't1gjUUxBpBeVC1sWwAFrtSsVCbSaFdZx8UY';
    const both = attachIndexer(indexer.simulator, { store: indexer.store, tracked: [TRACKED, team] });
    await both.sync();
    await expectTruth(both);
    await indexer.sync();
    await expectTruth(indexer);
  });
  it('cleared and read again is the truth', async () => {
    indexer = await startIndexer({ payments: 300 });
    await indexer.sync();
    await underLease(indexer, ({ lease }) => indexer.store.query('clear_revenue', lease));
    expect(await indexer.payments()).toEqual([]);
    await indexer.sync();
    await expectTruth(indexer);
  });
});
