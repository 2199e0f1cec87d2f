/** What Blockbook writes of a block or a transaction, read: what is only shown never costs the answer that it stands in. */
import { expect, it } from 'vitest';
import { blockbookBlock, blockbookTransaction, readBlockbookTransaction } from './explorer-fields.ts';

const txid = 'ab'.repeat(32);
const paid = { value: '100', n: 0, hex: `76a914${'00'.repeat(20)}88ac`, addresses: ['t1Somebody'] };
const payer = { addresses: ['t1Payer'], value: '150', n: 0 };

it('knows no version of a transaction where the shorter form leaves it out', () => {
  expect(read({ vin: [payer], fees: '50' })).toMatchObject({ version: null, locktime: 0, toldFeeSat: 50n });
  expect(read({ vin: [payer], version: 4 })).toMatchObject({ version: 4 });
});

it('takes the first transaction of a block for its coinbase, whatever the form tells, and no other', () => {
  const [first, second] = [read({ vin: [{ n: 0 }] }, 0), read({ vin: [payer] }, 1)];
  expect([first.inputs[0]?.coinbase, second.inputs[0]?.coinbase]).toEqual(['', null]);
  expect(read({ vin: [{ n: 0, coinbase: '03dc' }] }).inputs[0]?.coinbase).toBe('03dc');
});

it('does not take the 0 that is told of a shielded payer for a fee', () => {
  expect(read({ vin: [], fees: '0' }).toldFeeSat).toBeNull();
});

const hash = 'ab'.repeat(32);
const block = { page: 1, itemsOnPage: 1_000, hash, height: 3_172_000, time: 1_796_049_726, txCount: 1 };
const transaction = { txid: hash, blockHeight: 3_172_000, vin: [{ sequence: 4_294_967_295 }], vout: [] };

it('reads numbers as numbers or as their digits', () => {
  const told = { ...block, version: '100', size: 4_211, nonce: 7, bits: '1e0fffff', difficulty: 123.4 };
  const shown = { version: 100, size: 4_211, nonce: '7', bits: '1e0fffff', difficulty: '123.4' };
  expect(blockbookBlock.parse({ ...told, txs: [{ ...transaction, version: '4', lockTime: 0 }] })).toMatchObject({
    ...shown,
    txs: [{ version: 4, lockTime: 0, vin: [{ sequence: 4_294_967_295 }] }]
  });
});

it('leaves unknown what is absent or of another kind', () => {
  const odd = { version: {}, size: -1, merkleRoot: [], nonce: null, difficulty: true };
  const parsed = blockbookBlock.parse({ ...block, ...odd, txs: [{ ...transaction, version: 'four', size: 'big' }] });
  expect(parsed).toMatchObject({ version: null, size: null, merkleRoot: null, nonce: null, difficulty: null });
  expect(parsed.bits).toBeUndefined();
  expect(parsed.txs).toMatchObject([{ version: null, size: null }]);
});

it('refuses what the chain is told by', () => {
  for (const wrong of [{ height: '3172000' }, { hash: 'no hash' }, { time: null }, { txCount: 'one' }]) {
    expect(blockbookBlock.safeParse({ ...block, ...wrong }).success).toBe(false);
  }
});

function read(over: object, position: number | null = null) {
  const told = { txid, blockHash: 'cd'.repeat(32), blockHeight: 100, blockTime: 1_773_835_200, vout: [paid], ...over };
  return readBlockbookTransaction(blockbookTransaction.parse(told), position);
}
