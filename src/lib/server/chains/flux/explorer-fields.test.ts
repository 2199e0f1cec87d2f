import { expect, it } from 'vitest';
import { blockbookTransaction, readBlockbookTransaction } from './explorer-fields.ts';

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

function read(over: object, position: number | null = null) {
  const told = { txid, blockHash: 'cd'.repeat(32), blockHeight: 100, blockTime: 1_773_835_200, vout: [paid], ...over };
  return readBlockbookTransaction(blockbookTransaction.parse(told), position);
}
