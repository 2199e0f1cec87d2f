/** Both readers of Blockbook's transactions tell the same, whatever stands in their fields. */
import { describe, expect, it } from 'vitest';
import { transactionEntry } from './blockbook-page.ts';
import { readPlainEntry } from './plain-entry.ts';

const input = { n: 0, addresses: ['t1payer', 't1other'], value: '100' };
const output = { n: 0, value: '2500000000', hex: '76A914', addresses: ['t1paid'] };
const opReturn = { n: 1, value: '0', hex: '6A40AB', addresses: ['OP_RETURN (x)'] };
const usual = {
  txid: 'a'.repeat(64),
  blockHash: 'b'.repeat(64),
  blockHeight: 1_950_000,
  blockTime: 1_750_000_000,
  vin: [input],
  vout: [output, opReturn]
};
/** What JSON can hold in the place of anything. */
const odd = [
  ...[undefined, null, true, '', 'text', '7', '-7', '0.5', 'A'.repeat(64), 'c'.repeat(64), '6a4', '9'.repeat(40)],
  ...[0, -0, -1, 0.5, 1, 500_000_000, 500_000_001, 1e300, Infinity, 2 ** 53],
  ...[[], [null], [''], ['t1a', 5], [{}], {}, [[]], [input], [output], [{ value: '1' }], [{ addresses: null }]]
];
const changed = (told: object, key: string): object[] => odd.map((value) => ({ ...told, [key]: value }));

describe('a transaction of the usual kind', () => {
  it.each([
    ['that pays', usual],
    ['of nobody', { ...usual, vin: [] }],
    ['to nobody', { ...usual, vout: [{ ...output, addresses: [] }] }]
  ])('is read without the schema %s', (_, told) => {
    const plain = readPlainEntry(told);
    expect(plain).not.toBeNull();
    expect(plain).toEqual(transactionEntry.parse(told));
  });
});

describe('a transaction with something odd', () => {
  it.each([
    ['in itself', Object.keys(usual).flatMap((key) => changed(usual, key))],
    ['in an input', Object.keys(input).flatMap((key) => changed(input, key).map((one) => ({ ...usual, vin: [one] })))],
    [
      'in an output',
      Object.keys(output).flatMap((key) => changed(output, key).map((one) => ({ ...usual, vout: [output, one] })))
    ],
    ['in everything', odd]
  ])('%s is read as the schema reads it, or left to the schema', (_, all) => {
    for (const told of all) {
      const plain = readPlainEntry(told);
      const read = transactionEntry.safeParse(told).data;
      expect(plain === null ? read : plain, JSON.stringify(told)).toStrictEqual(read);
    }
  });
});
