import { afterEach, describe, expect, it } from 'vitest';
import { createBlockbook } from './blockbook.ts';
import { BlockOutOfRange, TransactionUnknown } from '../../platform/upstream/failures.ts';
import { reply, startHost } from '../../../../tests/support/scripted-server.ts';

describe('status and hashes', () => {
  it.each([
    [{ inSync: true, initialSync: false }, true],
    [{ inSync: true }, true],
    [{ inSync: false }, false],
    [{ inSync: true, initialSync: true }, false]
  ])('is in sync only when nothing speaks against it: %j', async (flags, isInSync) => {
    const { blockbook, signal } = await setup(() => ({ blockbook: { bestHeight: 500, ...flags }, backend: {} }));
    expect(await blockbook.status(signal)).toEqual({ bestHeight: 500, isInSync });
  });
  it('says that it does not have a block yet, in either of its ways', async () => {
    const empty = await setup(() => ({ blockHash: '' }));
    await expect(empty.blockbook.blockHash(9, empty.signal)).rejects.toThrow(BlockOutOfRange);
    const refused = await setup(() => ({ error: 'Block not found' }), 400);
    await expect(refused.blockbook.blockHash(9, refused.signal)).rejects.toThrow(BlockOutOfRange);
  });
});

describe('a page of an address', () => {
  it('reads payments, OP_RETURNs and payers', async () => {
    const { page, server } = await setup(() => frame({ transactions: [entry()] }));
    expect(await page()).toEqual({
      transactions: [
        {
          txid: id('1'),
          height: 15,
          blockHash: id('b'),
          blockTime: 1_600_000_000,
          payer: 't1Payer',
          outputs: [
            { address: 't3App', sat: 1_250_000_000n },
            { address: 't1Payer', sat: 9_007_199_254_740_993n }
          ],
          opReturns: ['6a0474657374']
        }
      ],
      unreadable: [],
      isLast: true
    });
    expect(server.asked.map(({ path }) => path)).toEqual([
      '/api/v2/address/t3App?details=txs&pageSize=1000&page=1&from=10&to=20'
    ]);
  });
  it('has no payer for a coinbase', async () => {
    const vin = [{ sequence: 1, n: 0, isAddress: false, coinbase: '03dc' }];
    const { page } = await setup(() => frame({ transactions: [entry({ vin })] }));
    expect((await page()).transactions).toMatchObject([{ payer: null }]);
  });
  it('is read where null stands for what is absent', async () => {
    const vout = [{ value: '5', n: 0, hex: null, addresses: ['t3App'] }];
    const { page } = await setup(() => frame({ transactions: [entry({ vout })] }));
    expect((await page()).transactions).toMatchObject([{ outputs: [{ address: 't3App', sat: 5n }] }]);
    const empty = await setup((path) =>
      frame(path.includes('details=txids') ? { txids: null } : { transactions: null })
    );
    expect(await empty.page()).toMatchObject({ transactions: [], isLast: true });
  });
  it.each([[[]], [null], [undefined]])('has no payer for a shielded payer, whose inputs are %j', async (vin) => {
    const { page } = await setup(() => frame({ transactions: [entry({ vin })] }));
    expect(await page()).toMatchObject({ transactions: [{ payer: null }], unreadable: [] });
  });
  it('takes many entries without inputs for a changed shape', async () => {
    const { page } = await setup(() =>
      frame({ transactions: Array.from({ length: 11 }, () => entry({ vin: undefined, inputs: [] })) })
    );
    await expect(page()).rejects.toThrow('11 of 11 entries have no inputs');
  });
  it('goes on after a full page whatever totalPages says, and stops after a short one', async () => {
    const full = await setup(() => frame({ itemsOnPage: 2, transactions: [entry(), entry()], totalPages: 1 }));
    expect(await full.page()).toMatchObject({ isLast: false });
    const short = await setup(() => frame({ itemsOnPage: 2, transactions: [entry()], totalPages: -1 }));
    expect(await short.page()).toMatchObject({ isLast: true });
  });
  it('is past the end when another page comes back', async () => {
    const { page } = await setup(() => frame({ page: 3, itemsOnPage: 1, transactions: [entry()] }));
    expect(await page(4)).toEqual({ transactions: [], unreadable: [], isLast: true });
  });
  it('names one unreadable entry and keeps the others', async () => {
    const odd = entry({ txid: id('2'), vout: [{ value: '1.5', n: 0, hex: '51' }] });
    const { page } = await setup(() => frame({ transactions: [entry(), odd] }));
    const { transactions, unreadable } = await page();
    expect(transactions).toHaveLength(1);
    const reason: unknown = expect.stringContaining('vout.0.value');
    expect(unreadable).toEqual([{ txid: id('2'), height: 15, reason }]);
  });
  it.each([undefined, null, 'fifteen', 15.5])('names an entry without a readable height, %j', async (blockHeight) => {
    const { page } = await setup(() => frame({ transactions: [entry(), entry({ txid: id('2'), blockHeight })] }));
    const { transactions, unreadable } = await page();
    expect(transactions).toHaveLength(1);
    expect(unreadable).toMatchObject([{ txid: id('2'), height: null }]);
  });
  it('is refused as a whole with an entry without a txid', async () => {
    const { page } = await setup(() => frame({ transactions: [entry(), entry({ txid: 'x' })] }));
    await expect(page()).rejects.toThrow('changed shape: transactions.1.txid');
  });
  it('takes many unreadable entries for a changed shape', async () => {
    const odd = Array.from({ length: 11 }, () => entry({ vout: [{ amount: '1', n: 0 }] }));
    const { page, host } = await setup(() => frame({ transactions: odd }));
    await expect(page()).rejects.toThrow('11 of 11 entries are unreadable');
    expect(host.states()).toMatchObject([{ ok: false }]);
  });
  it('leaves the mempool out', async () => {
    const waiting = { ...entry({ blockHeight: -1, confirmations: 0 }), blockHash: undefined };
    const { page } = await setup(() => frame({ transactions: [waiting, entry()] }));
    expect((await page()).transactions).toHaveLength(1);
  });
  it.each([
    ['another address', frame({ address: 't3Other', transactions: [entry()] })],
    ['a height above the range', frame({ transactions: [entry(), entry({ blockHeight: 21 })] })],
    ['a height below the range', frame({ transactions: [entry({ blockHeight: 9 })] })],
    ['no page number', { ...frame({ transactions: [entry()] }), page: undefined }]
  ])('is refused as a whole with %s', async (_, body) => {
    const { page } = await setup(() => body);
    await expect(page()).rejects.toThrow('blockbook: answer changed shape');
  });
  it('is empty without its list only if the range has no txids either', async () => {
    const empty = await setup(() => frame({}));
    expect(await empty.page()).toEqual({ transactions: [], unreadable: [], isLast: true });
    const renamed = await setup((path) =>
      frame(path.includes('details=txids') ? { txids: [id('1')] } : { txs2: [entry()] })
    );
    await expect(renamed.page()).rejects.toThrow('transactions are missing');
  });
});

describe('a single transaction', () => {
  it('is read as an entry of a page is', async () => {
    const { blockbook, server, signal } = await setup(() => entry());
    const { page } = await setup(() => frame({ transactions: [entry()] }));
    expect(await blockbook.transaction(id('1'), signal)).toEqual((await page()).transactions[0]);
    expect(server.asked.map(({ path }) => path)).toEqual([`/api/v2/tx/${id('1')}`]);
  });
  it('is unknown by a definite answer', async () => {
    const { blockbook, signal } = await setup(() => ({ error: 'Transaction not found' }), 400);
    await expect(blockbook.transaction(id('1'), signal)).rejects.toThrow(TransactionUnknown);
  });
  it.each([
    ['is odd', { vout: [{ value: '1.5', n: 0, hex: '51' }] }, 'vout.0.value'],
    ['is not confirmed', { blockHeight: -1, blockHash: undefined }, 'blockHash']
  ])('fails when it %s, without a fault of Blockbook', async (_, over, reason) => {
    const { blockbook, host, signal } = await setup(() => entry(over));
    await expect(blockbook.transaction(id('1'), signal)).rejects.toThrow(reason);
    expect(host.states()).toMatchObject([{ ok: true }]);
  });
  it('is refused when it is another one', async () => {
    const { blockbook, signal } = await setup(() => entry({ txid: id('2') }));
    await expect(blockbook.transaction(id('1'), signal)).rejects.toThrow('changed shape: txid');
  });
});

const id = (digit: string) => digit.repeat(64);

function frame(over: object) {
  return { page: 1, totalPages: 1, itemsOnPage: 1000, address: 't3App', balance: '1', txs: 5, ...over };
}

function entry(over: object = {}) {
  return {
    txid: id('1'),
    vin: [{ txid: id('9'), sequence: 1, n: 0, addresses: ['t1Payer'], isAddress: true, value: '2500000000' }],
    vout: [
      { value: '1250000000', n: 0, hex: 'a91487', addresses: ['t3App'], isAddress: true, isOwn: true },
      { value: '0', n: 1, hex: '6a0474657374', addresses: ['OP_RETURN (test)'], isAddress: false },
      { value: '9007199254740993', n: 2, spent: true, hex: '76a988ac', addresses: ['t1Payer'], isAddress: true },
      { value: '7', n: 3, hex: '51', addresses: null, isAddress: false }
    ],
    blockHash: id('b'),
    blockHeight: 15,
    confirmations: 4,
    blockTime: 1_600_000_000,
    ...over
  };
}

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function setup(answer: (path: string) => unknown, status = 200) {
  const started = await startHost(
    (request, response) => reply(response, answer(request.url ?? ''), status),
    ['blockbook']
  );
  open.push(started);
  const blockbook = createBlockbook(started.host);
  const { signal } = new AbortController();
  return {
    ...started,
    blockbook,
    signal,
    page: (page = 1) => blockbook.addressPage({ address: 't3App', from: 10, to: 20, page }, signal)
  };
}
