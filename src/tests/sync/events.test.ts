/** Whoever reads the log of changes has exactly the ledger, whatever the chain does. */
import { afterEach, describe, expect, it } from 'vitest';
import type { ToldEvent } from '../../lib/contract/events/log.ts';
import { eventTypes } from '../../lib/contract/events/types.ts';
import type { ToldPayment } from '../../lib/contract/ledger/events.ts';
import { transactionOf } from '../../lib/server/modules/ledger/payment-wire.ts';
import { rebuildLedger } from '../../lib/server/modules/ledger/ingest/rebuild.ts';
import { readEvents } from '../../lib/server/platform/events/log.ts';
import { expectTruth } from './expect-truth.ts';
import { startIndexer, underLease, type Indexer } from './harness.ts';

let indexer: Indexer;
afterEach(() => indexer.close());

describe('a first sync', () => {
  it('tells each final payment once, as settled, and each other one as seen', async () => {
    indexer = await startIndexer({ payments: 300, paymentsPerBlock: 0.2 });
    indexer.mine(90);
    await indexer.sync();
    const reader = createReader(indexer);
    await reader.read();
    const payments = await indexer.payments();
    const perType = Object.groupBy(reader.all, ({ type }) => type);
    const settled = payments.filter((row) => row.settled === 1);
    expect(new Set(perType['payment.settled']?.map(({ subject }) => subject))).toEqual(
      new Set(settled.map(({ txid }) => txid))
    );
    expect(perType['payment.settled']).toHaveLength(settled.length);
    expect(perType['payment.seen']?.length).toBeGreaterThanOrEqual(payments.length - settled.length);
    await reader.expectLedger();
    const page = await readEvents(indexer.store, { after: 0, types: ['payment.settled'], subject: null, limit: 1_000 });
    expect(page?.events).toEqual(perType['payment.settled']);
    const one = settled[0]!;
    const about = await readEvents(indexer.store, { after: 0, types: null, subject: one.txid, limit: 10 });
    expect(about?.events.map(({ id }) => id)).toEqual([`payment.settled:${one.txid}:${one.block_hash}`]);
  });
});

describe('a reader who comes now and then', () => {
  it.each([1, 2, 7, 25, 39, 40])('has the ledger after a reorganisation of depth %i and back again', async (depth) => {
    indexer = await startIndexer({ payments: 150, paymentsPerBlock: 0.5, seed: depth });
    const reader = createReader(indexer);
    indexer.mine(70);
    await indexer.sync();
    await reader.read();
    for (const change of [
      { depth, drop: 2, move: 2, add: 2 },
      { depth, drop: 1, move: 3, add: 0 }
    ]) {
      indexer.simulator.reorg(change);
      await indexer.sync();
      await reader.read();
      await reader.expectLedger();
    }
    indexer.mine(130);
    await indexer.sync();
    await expectTruth(indexer);
    await reader.read();
    await reader.expectLedger();
    reader.expectSound();
    expect(reader.all.filter(({ type }) => type === 'reorg.detected').length).toBeGreaterThan(0);
  });

  it('has names and values that became known later, and is told nothing by a rebuild that changes nothing', async () => {
    indexer = await startIndexer({ payments: 200, paymentsPerBlock: 0.3 });
    const reader = createReader(indexer);
    for (let step = 0; step < 6; step++) {
      indexer.mine(25);
      await indexer.sync();
      await reader.read();
      await reader.expectLedger();
    }
    const before = reader.all.length;
    await underLease(indexer, (run) => rebuildLedger(indexer.deps, run));
    await reader.read();
    expect(reader.all).toHaveLength(before);
    reader.expectSound();
  });
});

function createReader(indexer: Indexer) {
  const { store } = indexer;
  const all: ToldEvent[] = [];
  const folded = new Map<string, ToldPayment>();
  let after = 0;
  return {
    all,
    async read(): Promise<void> {
      for (;;) {
        const page = await readEvents(store, { after, types: null, subject: null, limit: 50 });
        if (page === null) throw new Error('the log has begun anew');
        all.push(...page.events);
        for (const { type, data } of page.events) fold(type, data as ToldPayment);
        if (page.next === after) return;
        after = page.next;
      }
    },
    async expectLedger(): Promise<void> {
      const rows = (await indexer.payments()).map((row) => ({ ...transactionOf(row), blockHash: row.block_hash }));
      expect(new Map([...folded].sort())).toEqual(new Map(rows.map((row) => [row.txid, row] as const).sort()));
    },
    /** Numbers without a gap, ids that are told once, payloads as declared. */
    expectSound(): void {
      expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1));
      expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
      for (const { type, data } of all) eventTypes.get(type)!.payload.parse(data);
    }
  };

  function fold(type: string, data: ToldPayment): void {
    if (type === 'payment.reversed') folded.delete(data.txid);
    else if (type.startsWith('payment.')) folded.set(data.txid, data);
  }
}
