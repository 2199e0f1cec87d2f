import { describe, expect, it } from 'vitest';
import type { ChainTransaction } from '../../../../domain/chain.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import { BlockOutOfRange, Transient, TransactionUnknown } from '../../../platform/upstream/failures.ts';
import type { AddressRange } from '../../../chains/flux/ports.ts';
import { fakeDaemon, hashOf, transaction, txid } from '../../../../../tests/support/fake-daemon.ts';
import { daemonSource } from './range-sources.ts';

const RANGE = { address: 't3App', from: 1_000, to: 2_000 };

describe('a daemon without its index of amounts', () => {
  it('is read by txid, each in the block in which it says to be', async () => {
    expect(await read({ listed: 5 })).toEqual({
      transactions: [0, 1, 2, 3, 4].map(transaction),
      parked: [],
      through: RANGE.to
    });
  });
  it('has an empty range where its newest transaction lies before it', async () => {
    const ranges: number[] = [];
    const nothing = { transactions: [], parked: [], through: 2_000 };
    const list = ({ from }: AddressRange) => {
      ranges.push(from);
      return from > 1_100 ? [] : [txid(99), txid(100)];
    };
    expect(await read({ range: { ...RANGE, from: 1_500 }, list })).toEqual(nothing);
    expect(ranges).toEqual([1_500, 1_260, 1]);
  });
  it('has an empty range where it lists nothing of the whole chain, asked twice', async () => {
    let asked = 0;
    const list = () => (asked++ === 0 ? [] : [txid(0)]);
    expect(await read({ listed: 0 })).toEqual({ transactions: [], parked: [], through: RANGE.to });
    await expect(read({ range: { ...RANGE, from: 1 }, list })).rejects.toThrow('lists nothing');
  });
  it('is not believed when it lists nothing where there is something', async () => {
    const list = ({ from }: AddressRange) => (from === RANGE.from ? [] : [txid(5)]);
    await expect(read({ list })).rejects.toThrow('lists nothing where a longer list shows transactions');
  });
  it('is read in steps that end before a block that may have more', async () => {
    const { transactions, through } = await read({ listed: 150 });
    expect(through).toBe(1_098);
    expect(transactions).toEqual(Array.from({ length: 99 }, (_, at) => transaction(at)));
  });
  it('is asked for no content that is stored, if its block is still on the best chain', async () => {
    const known = new Map([0, 1].map((at) => [txid(at), transaction(at)]));
    const asked: string[] = [];
    const { transactions } = await read({ listed: 3, known, asked });
    expect(transactions).toEqual([0, 1, 2].map(transaction));
    expect(asked).toEqual([txid(2)]);
  });
  it('is asked again for what is stored in a block that was replaced', async () => {
    const known = new Map([[txid(0), { ...transaction(0), height: 1_001, blockHash: hashOf(7) }]]);
    expect((await read({ listed: 1, known })).transactions).toEqual([transaction(0)]);
  });
  it.each([
    ['is remembered from before it was mined', null],
    ['was seen in a block that was replaced', { height: 1_003, blockHash: hashOf(7), blockTime: 1 }]
  ])('is read up to the block before a transaction that %s', async (_, reported) => {
    const { transactions, through } = await read({ listed: 5, reported: new Map([[txid(3), reported]]) });
    expect(transactions).toEqual([0, 1].map(transaction));
    expect(through).toBe(1_001);
  });
  it('fails where not even the first transaction can be placed', async () => {
    await expect(read({ listed: 5, reported: new Map([[txid(0), null]]) })).rejects.toThrow(
      `daemon: does not tell where transaction ${txid(0)} is`
    );
    await expect(read({ listed: 2, unknown: new Set([txid(0)]) })).rejects.toThrow('does not tell where');
  });
  it('leaves such a transaction to Blockbook', async () => {
    const { transactions, through } = await read({
      listed: 5,
      unknown: new Set([txid(3)]),
      blockbook: () => Promise.resolve(transaction(3))
    });
    expect(transactions).toHaveLength(5);
    expect(through).toBe(RANGE.to);
  });
  it('is not believed when its list is not in the order of the chain, or of another range', async () => {
    const later = { height: 1_090, blockHash: hashOf(1_090), blockTime: 1 };
    await expect(read({ listed: 5, reported: new Map([[txid(1), later]]) })).rejects.toThrow('order');
    const outside = { height: 2_001, blockHash: hashOf(2_001), blockTime: 1 };
    await expect(read({ listed: 1, reported: new Map([[txid(0), outside]]) })).rejects.toThrow('order');
  });
  it('fails as a whole when single transactions cannot be had', async () => {
    await expect(read({ listed: 5, failure: new Transient('daemon', 'HTTP 502') })).rejects.toThrow('HTTP 502');
  });
});

it('is not asked for txids when the range is above the tip of its node', async () => {
  const failure = new BlockOutOfRange('daemon-address', RANGE.to);
  const daemon = fakeDaemon({
    addressTransactions: () => Promise.reject(failure),
    addressTxids: () => Promise.resolve([])
  });
  const source = daemonSource(daemon, { transaction: () => Promise.reject(new UpstreamError('blockbook', 'away')) });
  await expect(source.read(RANGE, new Map(), new AbortController().signal)).rejects.toBe(failure);
});

interface Scene {
  range?: AddressRange;
  /** How many transactions the daemon lists, one a block. */
  listed?: number;
  /** What it lists for a range, when not those. */
  list?: (range: AddressRange) => string[];
  known?: Map<string, ChainTransaction>;
  /** Gets the txids whose content is asked for. */
  asked?: string[];
  /** Where the daemon says some of them are, when it is not the truth. */
  reported?: Map<string, { height: number; blockHash: string; blockTime: number } | null>;
  unknown?: Set<string>;
  failure?: UpstreamError;
  blockbook?: (txid: string) => Promise<ChainTransaction>;
}

function read({ range = RANGE, listed = 0, known = new Map(), asked = [], reported = new Map(), ...scene }: Scene) {
  const { unknown, failure, blockbook, list } = scene;
  const truth = fakeDaemon();
  const all = Array.from({ length: listed }, (_, at) => txid(at));
  const daemon = fakeDaemon({
    addressTransactions: () => Promise.reject(new UpstreamError('daemon-address', 'unknown method (-32601)')),
    addressTxids: (wanted) => Promise.resolve(list?.(wanted) ?? all),
    async transaction(wanted, signal) {
      asked.push(wanted);
      if (failure !== undefined) throw failure;
      if (unknown?.has(wanted)) throw new TransactionUnknown('daemon', wanted);
      const told = await truth.transaction(wanted, signal);
      const place = reported.get(wanted);
      return place === undefined ? told : { ...told, reported: place };
    }
  });
  const away = () => Promise.reject(new UpstreamError('blockbook', 'away'));
  const source = daemonSource(daemon, { transaction: blockbook ?? away });
  return source.read(range, known, new AbortController().signal);
}
