import { afterEach, describe, expect, it } from 'vitest';
import { createDaemon } from './daemon.ts';
import { BlockOutOfRange, TransactionUnknown } from '../../platform/upstream/failures.ts';
import { refusal, reply, startHost, success } from '../../../../tests/support/scripted-server.ts';

describe('tip, hashes and headers', () => {
  it('asks the paths of the API host', async () => {
    const { daemon, server, signal } = await setup({
      '/daemon/getblockcount': success(3_141_500),
      '/daemon/getblockhash/12': success(id('a')),
      [`/daemon/getblockheader/${id('a')}/true`]: success({ height: 12, time: 1_600_000_000, confirmations: 9 })
    });
    expect(await daemon.tip(signal)).toBe(3_141_500);
    expect(await daemon.blockHash(12, signal)).toBe(id('a'));
    expect(await daemon.blockHeader(id('a'), signal)).toEqual({ height: 12, time: 1_600_000_000, isOrphan: false });
    expect(server.asked).toHaveLength(3);
  });
  it('tells an orphan by its confirmations', async () => {
    const header = { height: 12, time: 1_600_000_000, confirmations: -1 };
    const { daemon, signal } = await setup({ [`/daemon/getblockheader/${id('a')}/true`]: success(header) });
    expect(await daemon.blockHeader(id('a'), signal)).toMatchObject({ isOrphan: true });
  });
  it('never takes height 0 for a tip', async () => {
    const { daemon, signal } = await setup({ '/daemon/getblockcount': success(0) });
    await expect(daemon.tip(signal)).rejects.toThrow('changed shape');
  });
  it('says that a height is above the answering node’s tip', async () => {
    const { daemon, signal } = await setup({ '/daemon/getblockhash/99': refusal('Block height out of range', -8) });
    const asking = daemon.blockHash(99, signal);
    await expect(asking).rejects.toThrow(BlockOutOfRange);
    await expect(asking).rejects.toMatchObject({ retryable: false });
  });
});

describe('transactions of an address', () => {
  it('gives each once, by height then txid', async () => {
    const deltas = [delta('c', 12), delta('b', 12), delta('a', 15), delta('b', 12), delta('d', 10)];
    const { addressTransactions } = await setupRange({ deltas, ...ends(10, 20) });
    expect(await addressTransactions()).toEqual([
      { txid: id('d'), height: 10 },
      { txid: id('b'), height: 12 },
      { txid: id('c'), height: 12 },
      { txid: id('a'), height: 15 }
    ]);
  });
  it('knows an empty range from a failure', async () => {
    const { addressTransactions } = await setupRange({ deltas: [], ...ends(10, 20) });
    expect(await addressTransactions()).toEqual([]);
  });
  it('refuses a range above the answering node’s tip', async () => {
    const { addressTransactions } = await setup({ [rangePath]: refusal('Start or end is outside chain range', -5) });
    await expect(addressTransactions()).rejects.toThrow(BlockOutOfRange);
  });
  it('refuses a range above the answering node’s tip without an error code too', async () => {
    const { addressTransactions } = await setup({ [rangePath]: refusal('Start or end is outside chain range') });
    await expect(addressTransactions()).rejects.toThrow(BlockOutOfRange);
  });
  it('refuses an answer that ends at another block or holds other heights', async () => {
    const short = await setupRange({ deltas: [], ...ends(10, 19) });
    await expect(short.addressTransactions()).rejects.toThrow('changed shape');
    const foreign = await setupRange({ deltas: [delta('a', 21)], ...ends(10, 20) });
    await expect(foreign.addressTransactions()).rejects.toThrow('changed shape');
  });
  it('does not believe a list that does not show where it ends, least of all an empty one', async () => {
    const { addressTransactions } = await setupRange([]);
    await expect(addressTransactions()).rejects.toThrow('changed shape');
  });
  it('may take twice the time of other questions to list', async () => {
    const started = await startHost(
      (_, response) => void setTimeout(() => reply(response, success({ deltas: [], ...ends(10, 20) })), 1_300),
      ['daemon', 'daemon-address', 'daemon-txids'],
      { timeoutMs: 1_000 }
    );
    open.push(started);
    const range = { address: 't3App', from: 10, to: 20 };
    expect(await createDaemon(started.host).addressTransactions(range, new AbortController().signal)).toEqual([]);
    expect(started.server.asked).toHaveLength(1);
  });
  it('is a source of its own: the daemon stays well when the address index fails', async () => {
    const { daemon, host, addressTransactions, signal } = await setup({
      [rangePath]: refusal('No address index', -1),
      '/daemon/getblockcount': success(20)
    });
    for (let call = 0; call < 3; call += 1) await expect(addressTransactions()).rejects.toThrow('daemon-address');
    expect(await daemon.tip(signal)).toBe(20);
    expect(host.states()).toMatchObject([{ ok: true }, { name: 'daemon-address', ok: false }, { ok: true }]);
  });
});

describe('a transaction', () => {
  it('is read with exact amounts, the first address of each output and its OP_RETURNs', async () => {
    const { transaction } = await setupTransaction({
      vin: [{ txid: id('9'), vout: 1, address: 't1Payer', value: 551.04 }],
      vout: [
        output({ value: 25.93, valueSat: 2_593_000_000 }, 't3App'),
        output({ value: 0.29, valueZat: 29_000_000 }, 't3App', 't3Other'),
        output({ value: 1e-8 }, 't1Payer'),
        output({ value: 525.11 }, 't1Payer'),
        { value: 0, valueSat: 0, scriptPubKey: { type: 'nulldata', hex: '6A0474657374' } },
        { value: 1, valueSat: 100_000_000, scriptPubKey: { type: 'nonstandard', hex: '51' } }
      ],
      ...placed
    });
    expect(await transaction()).toEqual({
      txid: id('1'),
      payer: 't1Payer',
      outputs: [
        { address: 't3App', sat: 2_593_000_000n },
        { address: 't3App', sat: 29_000_000n },
        { address: 't1Payer', sat: 1n },
        { address: 't1Payer', sat: 52_511_000_000n }
      ],
      opReturns: ['6a0474657374'],
      reported: { height: 12, blockHash: id('b'), blockTime: 1_600_000_000 }
    });
  });
  it('takes the payer from the spent output where the input does not name it', async () => {
    const previous = {
      txid: id('9'),
      vin: [],
      vout: [output({ value: 1 }, 't1Other'), output({ value: 2 }, 't1Payer')]
    };
    const { transaction } = await setupTransaction(
      { vin: [{ txid: id('9'), vout: 1 }], vout: [], ...placed },
      { [`/daemon/getrawtransaction/${id('9')}/1`]: success(previous) }
    );
    expect(await transaction()).toMatchObject({ payer: 't1Payer' });
  });
  it.each([
    ['a coinbase', [{ coinbase: '03dc', sequence: 1 }]],
    ['a shielded payer', []],
    ['a shielded payer whose inputs are null', null],
    ['a shielded payer without the list of inputs', undefined]
  ])('has no payer: %s', async (_, vin) => {
    const { transaction } = await setupTransaction({ vin, vout: [], ...placed });
    expect(await transaction()).toMatchObject({ payer: null });
  });
  it.each([
    ['remembered from the mempool', {}],
    ['orphaned', { ...placed, height: -1, confirmations: 0 }],
    ['of a block without a time', { height: 12, blockhash: id('b') }]
  ])('reports no place when it is %s', async (_, place) => {
    const { transaction } = await setupTransaction({ vin: [], vout: [], ...place });
    expect(await transaction()).toMatchObject({ reported: null });
  });
  it('is read where null stands for what is absent', async () => {
    const { transaction } = await setupTransaction({
      vin: [{ coinbase: null, txid: null, vout: null, address: 't1Payer' }],
      vout: [
        { value: 2, valueSat: null, valueZat: null, scriptPubKey: { hex: 'a91487', addresses: ['t3App'] } },
        { value: 0, valueSat: 0, scriptPubKey: { hex: '6a0474657374', addresses: null } }
      ],
      height: null,
      blockhash: null,
      time: null,
      blocktime: null
    });
    expect(await transaction()).toEqual({
      txid: id('1'),
      payer: 't1Payer',
      outputs: [{ address: 't3App', sat: 200_000_000n }],
      opReturns: ['6a0474657374'],
      reported: null
    });
  });
  it('is unknown by a definite answer', async () => {
    const { transaction } = await setup({
      [`/daemon/getrawtransaction/${id('1')}/1`]: refusal('No information available about transaction', -5)
    });
    await expect(transaction()).rejects.toThrow(TransactionUnknown);
  });
  it('is unknown without an error code too', async () => {
    const { transaction } = await setup({
      [`/daemon/getrawtransaction/${id('1')}/1`]: refusal('No information available about transaction', null)
    });
    await expect(transaction()).rejects.toThrow(TransactionUnknown);
  });
  it('is refused when its amounts are no amounts or it is another one', async () => {
    const odd = await setupTransaction({ vin: [], vout: [output({ value: 0.123456789 }, 't1')], ...placed });
    await expect(odd.transaction()).rejects.toThrow('changed shape: vout.0');
    const unpaid = await setupTransaction({ vin: [], ...placed });
    await expect(unpaid.transaction()).rejects.toThrow('changed shape: vout');
    const other = await setupTransaction({ txid: id('2'), vin: [], vout: [] });
    await expect(other.transaction()).rejects.toThrow('another transaction');
  });
});

const id = (digit: string) => digit.repeat(64);
const delta = (digit: string, height: number) => ({
  txid: id(digit),
  height,
  satoshis: 5,
  index: 0,
  blockindex: 1,
  address: 't3App'
});
const ends = (from: number, to: number) => ({
  start: { hash: id('5'), height: from },
  end: { hash: id('6'), height: to }
});
const output = (amount: object, ...addresses: string[]) => ({ ...amount, scriptPubKey: { hex: 'a91487', addresses } });
const placed = { height: 12, blockhash: id('b'), time: 1_600_000_000, blocktime: 1_600_000_000, confirmations: 3 };
const rangePath = '/daemon/getaddressdeltas/t3App/10/20/1';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const setupRange = (data: unknown) => setup({ [rangePath]: success(data) });
const setupTransaction = (raw: object, others: Record<string, unknown> = {}) =>
  setup({ [`/daemon/getrawtransaction/${id('1')}/1`]: success({ txid: id('1'), ...raw }), ...others });

/** Answers by path; everything else is what a node says about an unknown path. */
async function setup(answers: Record<string, unknown>) {
  const started = await startHost(
    (request, response) => reply(response, answers[request.url ?? ''] ?? '<html>Not Found</html>'),
    ['daemon', 'daemon-address', 'daemon-txids']
  );
  open.push(started);
  const daemon = createDaemon(started.host);
  const { signal } = new AbortController();
  return {
    ...started,
    daemon,
    signal,
    addressTransactions: () => daemon.addressTransactions({ address: 't3App', from: 10, to: 20 }, signal),
    transaction: () => daemon.transaction(id('1'), signal)
  };
}
