import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assignSortKeys, SORT_KEY_BITS, sortKey } from './sort-keys.ts';

describe(sortKey, () => {
  it('is the height above the complement of the first digits', () => {
    expect(sortKey(1, 'f'.repeat(64))).toBe(2n ** 16n);
    expect(sortKey(1, '0'.repeat(64))).toBe(2n ** 17n - 1n);
    expect(sortKey(0, `fffe${'0'.repeat(60)}`)).toBe(1n);
  });
  it('orders by height descending, then txid ascending', () => {
    fc.assert(
      fc.property(row(), row(), (a, b) => {
        fc.pre(a.height !== b.height || a.txid.slice(0, 4) !== b.txid.slice(0, 4));
        expect(sortKey(a.height, a.txid) > sortKey(b.height, b.txid)).toBe(isBefore(a, b));
      })
    );
  });
  it('is an exact number up to the last height or is refused', () => {
    expect(sortKey(2 ** 37 - 1, '0'.repeat(64))).toBe(2n ** 53n - 1n);
    for (const height of [2 ** 37, -1, 1.5, NaN]) expect(() => sortKey(height, '0'.repeat(64))).toThrow(RangeError);
  });
  it.each(['', 'abc', `g${'0'.repeat(63)}`, `A${'0'.repeat(63)}`, '0x00'])('refuses %j as txid', (txid) => {
    expect(() => sortKey(1, txid)).toThrow(RangeError);
  });
});

describe(assignSortKeys, () => {
  it('is the plain key where prefixes differ', () => {
    fc.assert(
      fc.property(fc.uniqueArray(row(), { selector: ({ txid }) => txid.slice(0, 4) }), (rows) => {
        const keys = assignSortKeys(rows);
        for (const { height, txid } of rows) expect(keys.get(txid)).toBe(sortKey(height, txid));
      })
    );
  });
  it('differs and keeps the order where prefixes collide, at both ends of the range too', () => {
    fc.assert(
      fc.property(fc.uniqueArray(collidingRow(), { selector: ({ txid }) => txid, maxLength: 40 }), (rows) => {
        const keys = assignSortKeys(rows);
        const byKey = [...keys].sort(([, a], [, b]) => (a > b ? -1 : 1)).map(([txid]) => txid);
        expect(new Set(keys.values()).size).toBe(rows.length);
        expect(byKey).toEqual([...rows].sort((a, b) => (isBefore(a, b) ? -1 : 1)).map(({ txid }) => txid));
        for (const { height, txid } of rows) expect(keys.get(txid)! >> SORT_KEY_BITS).toBe(BigInt(height));
      })
    );
  });
  it('does not depend on the order of the rows, nor on a row named twice', () => {
    fc.assert(
      fc.property(fc.uniqueArray(collidingRow(), { selector: ({ txid }) => txid }), (rows) => {
        expect(assignSortKeys([...rows, ...rows].reverse())).toEqual(assignSortKeys(rows));
      })
    );
  });
  it('refuses a transaction at two heights', () => {
    const txid = 'a'.repeat(64);
    expect(() =>
      assignSortKeys([
        { height: 1, txid },
        { height: 2, txid }
      ])
    ).toThrow('two heights');
  });
});

interface Row {
  height: number;
  txid: string;
}

const hexDigits = (length: number) =>
  fc
    .array(fc.constantFrom(...Array.from('0123456789abcdef')), { minLength: length, maxLength: length })
    .map((all) => all.join(''));

function row() {
  return fc.record({ height: fc.integer({ min: 0, max: 8_388_607 }), txid: hexDigits(64) });
}

/** Few blocks, few prefixes next to each other and at the ends, the rest of the txid free. */
function collidingRow() {
  const prefix = fc.constantFrom('0000', '0001', '7fff', '8000', 'fffe', 'ffff');
  return fc
    .tuple(fc.integer({ min: 5, max: 6 }), prefix, hexDigits(60))
    .map(([height, start, rest]): Row => ({ height, txid: start + rest }));
}

function isBefore(a: Row, b: Row): boolean {
  return a.height === b.height ? a.txid < b.txid : a.height > b.height;
}
