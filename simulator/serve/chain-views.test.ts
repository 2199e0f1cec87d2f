/** Blockbook, address index, raw transactions and blocks tell the same story about every transaction. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tracked } from '../chain/addresses.ts';
import { startSimulator, type Simulator } from '../index.ts';

interface BookTransaction {
  txid: string;
  vin: { txid?: string; vout?: number; addresses?: string[]; value?: string; n: number; coinbase?: string }[];
  vout: { value: string; n: number; hex: string; addresses: string[]; isAddress: boolean }[];
  blockHash: string;
  blockHeight: number;
  blockTime: number;
  confirmations: number;
}

interface RawTransaction {
  txid: string;
  vin: { txid: string; vout: number; address?: string; valueSat?: number; coinbase?: string }[];
  vout: { valueSat: number; n: number; scriptPubKey: { hex: string; addresses?: string[] } }[];
  blockhash?: string;
  height?: number;
  time?: number;
  confirmations?: number;
}

describe('every transaction of the tracked address', () => {
  it('is the same in Blockbook and as raw transaction', () => {
    for (const book of books) {
      const raw = raws.get(book.txid)!;
      expect(raw.vout.map(({ valueSat, scriptPubKey }) => [`${valueSat}`, scriptPubKey.hex])).toEqual(
        book.vout.map(({ value, hex }) => [value, hex])
      );
      expect(raw.vin.map(({ txid, vout }) => [txid, vout])).toEqual(
        book.vin.map(({ txid, vout, coinbase }) => [txid, coinbase === undefined ? (vout ?? 0) : undefined])
      );
      expect([raw.blockhash, raw.height, raw.time]).toEqual([book.blockHash, book.blockHeight, book.blockTime]);
    }
  });

  it('is in the address index with what it pays and spends', async () => {
    const deltas = await daemon<{ txid: string; satoshis: number; height: number }[]>(`getaddressdeltas/${tracked}`);
    const found = new Map<string, number>();
    for (const { txid, satoshis } of deltas) found.set(txid, (found.get(txid) ?? 0) + satoshis);
    const expected = books.map((book): [string, number] => {
      const own = (list: { addresses?: string[]; value?: string }[]) =>
        list.filter(({ addresses }) => addresses?.[0] === tracked).reduce((sum, { value }) => sum + Number(value), 0);
      return [book.txid, own(book.vout) - own(book.vin)];
    });
    expect(found).toEqual(new Map(expected));
    const { balance } = await daemon<{ balance: number }>(`getaddressbalance/${tracked}`);
    expect(expected.reduce((sum, [, change]) => sum + change, 0)).toBe(balance);
  });

  it('is listed by height, then by txid, and exactly once', async () => {
    const order = books.toSorted((a, b) => a.blockHeight - b.blockHeight || (a.txid < b.txid ? -1 : 1));
    expect(await daemon(`getaddresstxids/${tracked}/1/${tip}`)).toEqual(order.map(({ txid }) => txid));
    expect(await daemon(`getaddresstxids/${tracked}`)).toHaveLength(books.length);
  });

  it('stands in the block that its height names', async () => {
    for (const book of books.slice(0, 40)) {
      const block = await daemon<{ hash: string; time: number; tx: { txid: string; vin?: unknown }[] }>(
        `getblock/${book.blockHeight}/2`
      );
      expect([block.hash, block.time]).toEqual([book.blockHash, book.blockTime]);
      expect(block.tx.map(({ txid }) => txid)).toContain(book.txid);
      expect(block.tx[0]?.vin).toMatchObject([{ coinbase: expect.any(String) as string }]);
    }
  });

  it('has inputs whose transactions can be fetched, also where the daemon hides who they belong to', async () => {
    let hidden = 0;
    for (const book of books) {
      const raw = raws.get(book.txid)!;
      const [input] = raw.vin;
      if (input === undefined || input.coinbase !== undefined) continue;
      if (input.address === undefined) hidden++;
      const previous = await daemon<RawTransaction>(`getrawtransaction/${input.txid}/1`);
      const spent = previous.vout[input.vout]!;
      expect([spent.scriptPubKey.addresses?.[0], `${spent.valueSat}`]).toEqual([
        book.vin[0]!.addresses![0],
        book.vin[0]!.value
      ]);
    }
    expect(hidden).toBeGreaterThan(0);
  });
});

describe('Blockbook', () => {
  it('gives a page past the end as the last one and no total while a ranged page is full', async () => {
    const first = await book<{ page: number; totalPages: number }>(
      `address/${tracked}?details=txids&pageSize=50&to=${tip}`
    );
    expect(first).toMatchObject({ page: 1, totalPages: -1 });
    const far = await book<{ page: number; txids: string[] }>(
      `address/${tracked}?details=txids&pageSize=50&to=${tip}&page=9999`
    );
    const last = await book(`address/${tracked}?details=txids&pageSize=50&to=${tip}&page=${far.page}`);
    expect(far).toEqual(last);
    expect(far.page).toBe(Math.ceil(books.length / 50));
  });

  it('begins a block with the coinbase that the daemon names', async () => {
    for (const { blockHeight } of books.slice(0, 20)) {
      const block = await book<{ txCount: number; txs: BookTransaction[] }>(`block/${blockHeight}`);
      const { tx } = await daemon<{ tx: RawTransaction[] }>(`getblock/${blockHeight}/2`);
      const [first] = block.txs;
      expect([first?.txid, block.txCount]).toEqual([tx[0]?.txid, block.txs.length]);
      expect(first?.vin[0]?.coinbase).toBeDefined();
      expect(first?.vout.map(({ value }) => value)).toEqual(tx[0]?.vout.map(({ valueSat }) => `${valueSat}`));
      expect(await book(`tx/${first?.txid ?? ''}`)).toEqual(first);
    }
  });

  it('answers errors with their status', async () => {
    const answers = await Promise.all(
      ['tx/00', 'address/nobody', 'block-index/99999999'].map((path) => fetch(`${url}/blockbook/api/v2/${path}`))
    );
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
    expect(await answers[0]!.json()).toEqual({ error: "Transaction '00' not found" });
  });
});

describe('the daemon', () => {
  it('answers errors inside HTTP 200', async () => {
    const paths = [
      `getaddresstxids/${tracked}/1/${tip + 1}`,
      `getaddresstxids/${tracked}/0/5`,
      'getaddresstxids/x/1/2',
      `getblockhash/${tip + 1}`,
      `getrawtransaction/${'ab'.repeat(32)}/1`
    ];
    const answers = await Promise.all(paths.map((path) => fetch(`${url}/api/daemon/${path}`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const bodies = (await Promise.all(answers.map((one) => one.json()))) as {
      status: string;
      data: { code: number };
    }[];
    expect(bodies.map(({ status }) => status)).toEqual(Array(5).fill('error'));
    expect(bodies.map(({ data }) => data.code)).toEqual([-5, -5, -5, -8, -5]);
  });

  it('takes parameters in the query as well', async () => {
    const hash = await daemon<string>(`getblockhash/${tip}`);
    expect(await daemon(`getblockhash?index=${tip}`)).toBe(hash);
    expect(await daemon(`getaddresstxids?address=${tracked}&start=${tip - 50_000}&end=${tip}`)).toEqual(
      await daemon(`getaddresstxids/${tracked}/${tip - 50_000}/${tip}`)
    );
  });

  it('is sometimes a block or two behind, and refuses heights beyond that', async () => {
    const lagging = await startSimulator({ ...options, maxTipLag: 2 });
    const seen = new Set<number>();
    for (let request = 0; request < 40; request++) {
      const answer = await fetch(`${lagging.url}/api/daemon/getblockcount`);
      seen.add(((await answer.json()) as { data: number }).data);
    }
    await lagging.close();
    expect([...seen].sort()).toEqual([tip - 2, tip - 1, tip]);
  });
});

const options = { now: 1795136400, scale: 0.01, blockMs: 'manual', isClockFixed: true, maxTipLag: 0 } as const;
let simulator: Simulator;
let url: string;
let tip: number;
let books: BookTransaction[];
let raws: Map<string, RawTransaction>;

beforeAll(async () => {
  simulator = await startSimulator(options);
  ({ url } = simulator);
  tip = await daemon<number>('getblockcount');
  books = (await book<{ transactions: BookTransaction[] }>(`address/${tracked}?details=txs&to=${tip}`)).transactions;
  const fetched = books.map(({ txid }) => daemon<RawTransaction>(`getrawtransaction/${txid}/1`));
  raws = new Map((await Promise.all(fetched)).map((raw) => [raw.txid, raw]));
});

afterAll(() => simulator.close());

async function daemon<T>(path: string): Promise<T> {
  const answer = (await (await fetch(`${url}/api/daemon/${path}`)).json()) as { status: string; data: T };
  expect(answer).toMatchObject({ status: 'success' });
  return answer.data;
}

async function book<T>(path: string): Promise<T> {
  return (await (await fetch(`${url}/blockbook/api/v2/${path}`)).json()) as T;
}
