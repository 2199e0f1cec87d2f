import { describe, expect, it } from 'vitest';
import { boughtHashOf, messageHashOf } from '../payments/op-return.ts';
import { buyerOf, leastSat, type Purchase } from './purchases.ts';

describe(buyerOf, () => {
  it('takes the first payment of a hash, in the order of heights and txids', () => {
    const [a, b, c] = [paid('c', 11), paid('b', 10), paid('a', 11)];
    expect(buyerOf([a, b, c])).toEqual({
      buyer: b,
      others: [
        { purchase: c, reason: 'duplicate_hash' },
        { purchase: a, reason: 'duplicate_hash' }
      ]
    });
  });
  it('passes over what is less than the network takes: 0.01 FLUX buys, a satoshi less does not', () => {
    const [little, enough] = [paid('a', 2_100_000, 999_999n), paid('b', 2_100_001, 1_000_000n)];
    expect(buyerOf([little, enough])).toEqual({ buyer: enough, others: [{ purchase: little, reason: 'underpaid' }] });
    expect(buyerOf([little]).buyer).toBeNull();
  });
  it('asks nothing of an update that the platform pays for', () => {
    const free = { ...paid('a', 2_100_000, 0n), isFree: true };
    expect(buyerOf([free]).buyer).toBe(free);
  });
});

it.each([
  [0, 100_000_000n],
  [982_999, 100_000_000n],
  [983_000, 10_000_000n],
  [1_003_999, 10_000_000n],
  [1_004_000, 1_000_000n],
  [3_000_000, 1_000_000n]
])('knows the least payment at height %i', (height, sat) => {
  expect(leastSat(height)).toBe(sat);
});

it('takes the hash of the last output that decodes, where attribution takes the first', () => {
  const [one, two] = ['1', '2'].map((digit) => `6a40${digit.charCodeAt(0).toString(16).repeat(64)}`);
  const note = '6a0568656c6c6f';
  expect(boughtHashOf([one!, two!])).toBe('2'.repeat(64));
  expect(messageHashOf([one!, two!])).toBe('1'.repeat(64));
  expect(boughtHashOf([note, one!, note])).toBe('1'.repeat(64));
  expect(boughtHashOf([note])).toBeNull();
});

function paid(txid: string, height: number, depositSat = 100_000_000n): Purchase {
  return { txid, height, depositSat, isFree: false };
}
