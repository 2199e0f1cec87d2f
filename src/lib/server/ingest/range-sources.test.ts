import { describe, expect, it } from 'vitest';
import type { ChainTransaction } from '../../domain/chain.ts';
import { UpstreamError } from '../errors.ts';
import { Transient, TransactionUnknown } from '../upstream/failures.ts';
import type { AddressPage, Blockbook, Daemon } from '../upstream/ports.ts';
import { fakeDaemon, hashOf, transaction, txid } from './fake-daemon.ts';
import { blockbookSource, daemonSource } from './range-sources.ts';

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
