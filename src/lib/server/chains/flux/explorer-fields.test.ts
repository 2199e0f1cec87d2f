/** What is only shown of a block or a transaction never costs the answer that it stands in. */
import { expect, it } from 'vitest';
import { blockbookBlock } from './explorer-fields.ts';

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
