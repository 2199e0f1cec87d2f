import { describe, expect, it } from 'vitest';
import type { ChainTransaction } from '../../domain/chain.ts';
import { TransactionUnknown } from '../upstream/failures.ts';
import type { Daemon } from '../upstream/ports.ts';
import { daemonSource } from './range-sources.ts';

const RANGE = { address: 't3App', from: 1_000, to: 2_000 };

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

const txid = (at: number) => at.toString(16).padStart(64, '0');
const hashOf = (height: number) => `b${String(height).padStart(63, '0')}`;

function transaction(at: number): ChainTransaction {
  const height = 1_000 + at;
  const content = { payer: 't1Payer', outputs: [{ address: 't3App', sat: 5n }], opReturns: [] };
  return { txid: txid(at), height, blockHash: hashOf(height), blockTime: 1_600_000_000 + height, ...content };
}

/** Knows every transaction and block of the range, deep below its tip. */
function fakeDaemon(over: Partial<Daemon> = {}): Daemon {
  return {
    tip: () => Promise.resolve(100_000),
    blockHash: (height) => Promise.resolve(hashOf(height)),
    blockHeader: (hash) => {
      const height = Number(hash.slice(1));
      return Promise.resolve({ height, time: 1_600_000_000 + height, isOrphan: false });
    },
    addressTransactions: () => Promise.resolve([]),
    transaction: (wanted) => {
      const { height, blockHash, blockTime, ...content } = transaction(parseInt(wanted, 16));
      return Promise.resolve({ ...content, reported: { height, blockHash, blockTime } });
    },
    ...over
  };
}

function setupDaemon({ listed, unknown }: { listed: number; unknown: number }) {
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
  return { read: (known = new Map<string, ChainTransaction>()) => daemonSource(daemon).read(RANGE, known, signal) };
}
