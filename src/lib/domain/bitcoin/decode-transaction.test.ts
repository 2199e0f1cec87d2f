import { hex } from '@scure/base';
import { expect, it } from 'vitest';
import { decodeHeader, decodeTransaction } from './decode-transaction.ts';
import { mainNetwork } from './network.ts';

/** Of the first block, whose coinbase and header everybody knows. */
const GENESIS_COINBASE =
  '01000000010000000000000000000000000000000000000000000000000000000000000000ffffffff4d04ffff001d0104455468652054696d65732030332f4a616e2f32303039204368616e63656c6c6f72206f6e206272696e6b206f66207365636f6e64206261696c6f757420666f722062616e6b73ffffffff0100f2052a01000000434104678afdb0fe5548271967f1a67130b7105cd6a828e03909a67962e0ea1f61deb649f6bc3f4cef38c4f35504e51ec112de5c384df7ba0b8d578a4c702b6bf11d5fac00000000';
const GENESIS_HEADER =
  '0100000000000000000000000000000000000000000000000000000000000000000000003ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c';

it('reads the first coinbase: id, amount, a key alone, no address', () => {
  const told = decodeTransaction(hex.decode(GENESIS_COINBASE), mainNetwork);
  expect(told).toMatchObject({
    txid: '4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b',
    size: 204,
    vsize: 204,
    weight: 816,
    version: 1,
    locktime: 0
  });
  expect(told.wtxid).toBe(told.txid);
  expect(told.inputs[0]?.coinbase).toMatch(/^04ffff001d0104/);
  expect(told.outputs).toMatchObject([{ index: 0, sat: 5_000_000_000n, type: 'p2pk', address: null }]);
});

it('reads the first header', () => {
  expect(decodeHeader(hex.decode(GENESIS_HEADER))).toEqual({
    hash: '000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f',
    time: 1_231_006_505,
    bits: '1d00ffff'
  });
});

it('refuses what is no transaction', () => {
  expect(() => decodeTransaction(hex.decode('0100'), mainNetwork)).toThrow();
  expect(() => decodeTransaction(hex.decode(`${GENESIS_COINBASE}00`), mainNetwork)).toThrow();
  expect(() => decodeHeader(new Uint8Array(79))).toThrow(RangeError);
});
