/** Payments of the original, right and wrong ones, in a ledger that is then read from the chain: the chain wins. */
import { afterEach, expect, it } from 'vitest';
import { readPayments, storePayments } from '../../lib/server/modules/backup/legacy/payments.ts';
import { createFindings } from '../../lib/server/modules/backup/legacy/report.ts';
import { txidOf } from '../support/factories.ts';
import { legacyFile } from '../support/legacy-backup.ts';
import { expectTruth } from './expect-truth.ts';
import { startIndexer, type Indexer } from './harness.ts';

let indexer: Indexer;
afterEach(() => indexer.close());

it('shows them at once and is the truth after a sync, each counted once', async () => {
  indexer = await startIndexer({ payments: 1_500 });
  const rows = wronged(indexer);
  const refused = await take(rows);
  expect(refused).toEqual([]);
  expect(await indexer.payments()).toHaveLength(rows.length);

  expect(await indexer.sync()).toMatchObject({ complete: true });
  const truth = await expectTruth(indexer);
  expect(truth.transactions.length).not.toBe(rows.length);
  expect((await indexer.payments()).filter(({ block_hash }) => block_hash === '')).toEqual([]);

  expect(await take(rows)).toEqual([]);
  await expectTruth(indexer);
});

it('is the truth too when the sync fails on the way and is repeated', async () => {
  indexer = await startIndexer({ payments: 600 });
  await take(wronged(indexer));
  indexer.simulator.faults({ source: '*', rate: 0.7 });
  await indexer.sync().catch(() => undefined);
  indexer.simulator.clearFaults();
  for (let again = 0; again < 5; again++) await indexer.sync();
  await expectTruth(indexer);
});

/** As the original would hold them: floats, of some only one of two outputs, some at another height, lost and invented ones. */
function wronged({ simulator, tracked }: Indexer): object[] {
  const { transactions } = simulator.truth({ addresses: tracked });
  const rows = transactions.map(({ txid, address, fromAddress, amountSat, height, blockTime, date, appName }, at) => ({
    txid: at % 11 === 0 ? txidOf(at) : txid,
    address,
    from_address: fromAddress,
    amount: Number(amountSat) / (at % 7 === 0 ? 2e8 : 1e8),
    amount_usd: 0,
    block_height: at % 5 === 0 ? height + 3 : height,
    timestamp: blockTime,
    date,
    app_name: at % 3 === 0 ? 'wrong' : appName,
    app_type: 'docker'
  }));
  return rows.filter((_, at) => at % 13 !== 0);
}

async function take(rows: object[]) {
  const { deps, store } = indexer;
  const findings = createFindings();
  const reading = { rules: deps.rules, now: deps.now(), findings };
  const payments = await readPayments(legacyFile('revenue_transactions', rows), reading);
  const at = deps.now();
  const [taken] = await store.query('acquire_lease', { name: 'revenue', holder: 'test', now: at, expires_at: at });
  const lease = { lease: 'revenue', fence: taken!.fence };
  await storePayments(deps, { lease, signal: new AbortController().signal, progress: () => undefined }, payments);
  return findings.report({}).refused;
}
