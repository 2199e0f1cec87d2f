import { describe, expect, it } from 'vitest';
import type { ChainTransaction } from '../../../../domain/chain.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import { Transient, TransactionUnknown } from '../../../platform/upstream/failures.ts';
import type { AddressPage, Blockbook, Daemon } from '../../../chains/flux/ports.ts';
import { fakeDaemon, hashOf, transaction, txid } from '../../../../../tests/support/fake-daemon.ts';
import type { RangeSource } from './range-source.ts';
import { blockbookSource, daemonSource, rememberingReach } from './range-sources.ts';

const RANGE = { address: 't3App', from: 1_000, to: 2_000 };
const away = () => Promise.reject(new Transient('daemon', 'connection refused'));

describe('the daemon', () => {
  it('that does not know a few of its transactions leaves them for later', async () => {
    const { read } = setupDaemon({ listed: 40, unknown: 4 });
    const { transactions, parked, through } = await read();
    expect(transactions).toHaveLength(36);
    expect(parked.map(({ height }) => height)).toEqual([1_000, 1_001, 1_002, 1_003]);
    expect(through).toBe(RANGE.to);
  });
  it('that does not know the only transaction of a range leaves it for later', async () => {
    const { read } = setupDaemon({ listed: 1, unknown: 1 });
    expect(await read()).toMatchObject({ transactions: [], parked: [{ txid: txid(0), height: 1_000 }] });
  });
  it('that does not know a transaction leaves it to Blockbook, if that has it in the same block', async () => {
    const { read } = setupDaemon({ listed: 2, unknown: 2, blockbook: (wanted) => Promise.resolve(told[wanted]!) });
    const told: Record<string, ChainTransaction> = {
      [txid(0)]: transaction(0),
      [txid(1)]: { ...transaction(1), height: 1_500 }
    };
    const { transactions, parked } = await read();
    expect(transactions).toEqual([transaction(0)]);
    expect(parked).toMatchObject([{ txid: txid(1), height: 1_001 }]);
  });
  it('that does not know most of its transactions has failed', async () => {
    const { read } = setupDaemon({ listed: 40, unknown: 40 });
    await expect(read()).rejects.toThrow('daemon: does not know 40 of 40 transactions that its address index lists');
  });
  it('has failed also where most transactions of the range were read before', async () => {
    const { read } = setupDaemon({ listed: 200, unknown: 6 });
    const known = new Map(Array.from({ length: 194 }, (_, at) => [txid(at + 6), transaction(at + 6)]));
    await expect(read(known)).rejects.toThrow('does not know 6 of 6 transactions');
  });
});

describe('an entry of Blockbook that cannot be read', () => {
  it('is read singly, without the daemon', async () => {
    const { read } = setupBlockbook({
      unreadable: [{ txid: txid(7), height: 1_007, reason: 'odd' }],
      single: (wanted) => Promise.resolve({ ...transaction(7), txid: wanted })
    });
    const { transactions, parked } = await read();
    expect(transactions.map(({ height }) => height)).toEqual([1_001, 1_007]);
    expect(parked).toEqual([]);
  });
  it('is read from the daemon when Blockbook cannot tell it singly either', async () => {
    const { read } = setupBlockbook({
      unreadable: [{ txid: txid(7), height: 1_007, reason: 'odd' }],
      daemon: fakeDaemon({ addressTransactions: away })
    });
    expect((await read()).transactions).toEqual([transaction(1), transaction(7)]);
  });
  it('is kept for later when nobody can tell it now, and holds nothing up', async () => {
    const { read } = setupBlockbook({
      unreadable: [{ txid: txid(7), height: 1_007, reason: 'odd amount' }],
      daemon: fakeDaemon({ transaction: away, addressTransactions: away, blockHash: away })
    });
    const { transactions, parked, through } = await read();
    expect(transactions).toEqual([transaction(1)]);
    expect(parked).toEqual([{ txid: txid(7), height: 1_007, reason: 'odd amount; daemon: connection refused' }]);
    expect(through).toBe(RANGE.to);
  });
  it('is never dropped, whatever the daemon lists', async () => {
    const { read } = setupBlockbook({
      unreadable: [{ txid: txid(7), height: 1_007, reason: 'odd' }],
      daemon: fakeDaemon({
        addressTransactions: () => Promise.resolve([]),
        transaction: (wanted) => Promise.reject(new TransactionUnknown('daemon', wanted))
      })
    });
    expect((await read()).parked).toMatchObject([{ txid: txid(7), height: 1_007 }]);
  });
  it('without a height is placed by the daemon, and without that fails the range', async () => {
    const unreadable = [{ txid: txid(7), height: null, reason: 'odd' }];
    const placed = setupBlockbook({
      unreadable,
      daemon: fakeDaemon({ addressTransactions: () => Promise.resolve([{ txid: txid(7), height: 1_007 }]) })
    });
    expect((await placed.read()).transactions).toEqual([transaction(1), transaction(7)]);
    const lost = setupBlockbook({
      unreadable,
      daemon: fakeDaemon({ addressTransactions: () => Promise.resolve([]) })
    });
    await expect(lost.read()).rejects.toThrow(`blockbook: no readable height of transaction ${txid(7)}`);
  });
});

describe('a range of more than can be held', () => {
  it('is read in parts from its beginning, and asked for only once as a whole', async () => {
    const pages: string[] = [];
    const blockbook = pagesOf(30_000, (from, to) => pages.push(`${from}-${to}`));
    const source = blockbookSource(blockbook, fakeDaemon());
    const { signal } = new AbortController();
    const { transactions, through } = await source.read(
      { address: 't3App', from: 1_000, to: 30_999 },
      new Map(),
      signal
    );
    expect(through).toBeLessThan(30_999);
    expect(transactions.map(({ height }) => height)).toEqual(
      Array.from({ length: through - 999 }, (_, at) => 1_000 + at)
    );
    expect(transactions.length).toBeLessThanOrEqual(10_000);
    expect(pages.filter((range) => range === '1000-30999')).toHaveLength(1);
  });
});

describe('how far a source reaches', () => {
  const { signal } = new AbortController();
  it('is asked once for ranges side by side and one after the other', async () => {
    const { source, asked } = setupReach({ reach: 500 });
    const remembering = rememberingReach(source, 400);
    expect(await Promise.all([remembering.reach(signal), remembering.reach(signal)])).toEqual([500, 500]);
    await remembering.read(RANGE, new Map(), signal);
    expect(await remembering.reach(signal)).toBe(500);
    expect(asked()).toBe(1);
  });
  it('is asked again while it is too little, and after a range that failed', async () => {
    const little = setupReach({ reach: 300 });
    const lagging = rememberingReach(little.source, 400);
    await lagging.reach(signal);
    await lagging.reach(signal);
    expect(little.asked()).toBe(2);
    const broken = setupReach({ reach: 500, read: away });
    const failing = rememberingReach(broken.source, 400);
    await failing.reach(signal);
    await expect(failing.read(RANGE, new Map(), signal)).rejects.toThrow('connection refused');
    await failing.reach(signal);
    expect(broken.asked()).toBe(2);
  });
});

function setupReach({
  reach,
  read = () => Promise.resolve({ transactions: [], parked: [], through: RANGE.to })
}: {
  reach: number;
  read?: RangeSource['read'];
}) {
  let count = 0;
  const source: RangeSource = { name: 'blockbook', reach: () => Promise.resolve(reach).finally(() => count++), read };
  return { source, asked: () => count };
}

/** Blockbook on a chain of one transaction a block from height 1,000 on. */
function pagesOf(count: number, onPage: (from: number, to: number) => void): Blockbook {
  return {
    status: () => Promise.resolve({ bestHeight: 100_000, isInSync: true }),
    blockHash: (height) => Promise.resolve(hashOf(height)),
    blockTime: (height) => Promise.resolve(height),
    addressPage: ({ from, to, page }) => {
      onPage(from, to);
      const newest = Math.min(to, 999 + count) - (page - 1) * 1_000;
      const length = Math.max(Math.min(1_000, newest - from + 1), 0);
      const transactions = Array.from({ length }, (_, at) => transaction(newest - at - 1_000));
      return Promise.resolve({ transactions, unreadable: [], isLast: length < 1_000 });
    },
    transaction: () => Promise.reject(new UpstreamError('blockbook', 'odd'))
  };
}

function setupDaemon({
  listed,
  unknown,
  blockbook = () => Promise.reject(new UpstreamError('blockbook', 'away'))
}: {
  listed: number;
  unknown: number;
  blockbook?: Blockbook['transaction'];
}) {
  const all = fakeDaemon();
  const daemon = fakeDaemon({
    addressTransactions: () =>
      Promise.resolve(Array.from({ length: listed }, (_, at) => ({ txid: txid(at), height: 1_000 + at }))),
    transaction: (wanted, signal) =>
      parseInt(wanted, 16) < unknown
        ? Promise.reject(new TransactionUnknown('daemon', wanted))
        : all.transaction(wanted, signal)
  });
  const { signal } = new AbortController();
  const source = daemonSource(daemon, { transaction: blockbook });
  return { read: (known = new Map<string, ChainTransaction>()) => source.read(RANGE, known, signal) };
}

/** One page of one good entry and the unreadable ones. */
function setupBlockbook({
  unreadable,
  single = () => Promise.reject(new UpstreamError('blockbook', 'still odd')),
  daemon = fakeDaemon({ transaction: away, addressTransactions: away })
}: {
  unreadable: AddressPage['unreadable'];
  single?: Blockbook['transaction'];
  daemon?: Daemon;
}) {
  const blockbook: Blockbook = {
    status: () => Promise.resolve({ bestHeight: 100_000, isInSync: true }),
    blockHash: (height) => Promise.resolve(hashOf(height)),
    blockTime: (height) => Promise.resolve(height),
    addressPage: () => Promise.resolve({ transactions: [transaction(1)], unreadable, isLast: true }),
    transaction: single
  };
  const { signal } = new AbortController();
  return { read: () => blockbookSource(blockbook, daemon).read(RANGE, new Map(), signal) };
}
