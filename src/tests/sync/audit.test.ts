/** Where the sources contradict each other or the ledger: what is settled goes only when it is certain that it is gone. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { auditLedger } from '../../lib/server/modules/ledger/ingest/audit.ts';
import { emptyWrite } from '../../lib/server/modules/ledger/ingest/write.ts';
import { keySet, type PaymentRow } from '../../lib/server/platform/store/rows.ts';
import { expectTruth } from './expect-truth.ts';
import { startIndexer, underLease, type Indexer } from './harness.ts';

let indexer: Indexer;
let settled: PaymentRow;
beforeEach(async () => {
  indexer = await startIndexer({ payments: 300, paymentsPerBlock: 0.5 });
  indexer.mine(200);
  await indexer.sync();
  settled = (await indexer.payments()).filter((row) => row.settled === 1).at(-3)!;
});
afterEach(() => indexer.close());

describe('a settled payment', () => {
  it.each(['daemon', 'blockbook'] as const)('that %s does not know stays, and the audit says so', async (source) => {
    hide(source, settled.txid);
    expect(await audit()).toMatchObject({ missing: 0, surplus: 1, disputed: 1, disputedTxids: [settled.txid] });
    await expectTruth(indexer);
  });
  it('that the only answering source does not know stays, and the audit says so', async () => {
    indexer.simulator.faults({ source: 'blockbook', kinds: ['reset'] });
    hide('daemon', settled.txid);
    expect(await audit()).toMatchObject({ surplus: 1, disputed: 1, sources: ['daemon'] });
    await expectTruth(indexer);
  });
  it('that no source knows is removed', async () => {
    hide('daemon', settled.txid);
    hide('blockbook', settled.txid);
    expect(await audit()).toMatchObject({ surplus: 2, disputed: 0 });
    expect((await indexer.payments()).map(({ txid }) => txid)).not.toContain(settled.txid);
  });
  it('whose block is not part of the chain is removed, whoever does not know it', async () => {
    await store({ ...settled, txid: 'f'.repeat(64), block_hash: 'e'.repeat(64) });
    indexer.simulator.faults({ source: 'blockbook', kinds: ['reset'] });
    expect(await audit()).toMatchObject({ surplus: 1, disputed: 0 });
    await expectTruth(indexer);
  });
  it('that one source alone has at another height stays where it is', async () => {
    move(settled.txid, settled.block_height - 7);
    expect(await audit()).toMatchObject({ differing: 1, disputed: 1 });
    await expectTruth(indexer);
  });
  it('stays when the chain is read again from a source that does not know it', async () => {
    hide('blockbook', settled.txid);
    await underLease(indexer, ({ lease }) => indexer.store.query('reset_cursors', lease));
    await indexer.sync();
    await expectTruth(indexer);
  });
});

it.each(['daemon', 'blockbook'] as const)('adds a payment that %s does not know and the other has', async (source) => {
  await remove(settled.txid);
  hide(source, settled.txid);
  expect(await audit()).toMatchObject({ missing: 1, disputed: 1 });
  await expectTruth(indexer);
});

const audit = () => underLease(indexer, (run) => auditLedger(indexer.deps, run, 4_320));

/** From now on a source tells nothing about a transaction. */
function hide(source: 'daemon' | 'blockbook', txid: string): void {
  const { daemon, blockbook } = indexer.deps;
  const isShown = (told: { txid: string }) => told.txid !== txid;
  if (source === 'daemon') {
    const addressTransactions: typeof daemon.addressTransactions = async (...asked) =>
      (await daemon.addressTransactions(...asked)).filter(isShown);
    indexer.deps.daemon = { ...daemon, addressTransactions };
    return;
  }
  const addressPage: typeof blockbook.addressPage = async (...asked) => {
    const page = await blockbook.addressPage(...asked);
    return { ...page, transactions: page.transactions.filter(isShown) };
  };
  indexer.deps.blockbook = { ...blockbook, addressPage };
}

/** From now on the daemon tells another height of a transaction. */
function move(txid: string, height: number): void {
  const { daemon } = indexer.deps;
  const addressTransactions: typeof daemon.addressTransactions = async (range, signal) => {
    const told = await daemon.addressTransactions({ ...range, from: range.from - 10, to: range.to + 10 }, signal);
    return told
      .map((place) => (place.txid === txid ? { txid, height } : place))
      .filter((place) => place.height >= range.from && place.height <= range.to);
  };
  indexer.deps.daemon = { ...daemon, addressTransactions };
}

async function store(payment: PaymentRow): Promise<void> {
  const { txid, block_height, block_hash, block_time } = payment;
  const fact = { txid, height: block_height, block_hash, block_time, payload: '{"p":null,"o":[],"r":[]}' };
  const row = { ...payment, sort_key: String(Number(payment.sort_key) - 1) };
  await write({ facts: [fact], payments: [row], affected: { [txid]: 1 } });
}

const remove = (txid: string) =>
  write({ removed_facts: keySet([txid]), removed_payments: keySet([txid]), affected: keySet([txid]) });

async function write(change: Partial<ReturnType<typeof emptyWrite>>): Promise<void> {
  await underLease(indexer, ({ lease }) =>
    indexer.store.query('store_payments', { ...lease, ...emptyWrite(), ...change, now: 0 })
  );
}
