import fc from 'fast-check';
import { expect, it } from 'vitest';
import { feeOf, type ExplorerTransaction } from './explorer.ts';

const sats = fc.array(fc.bigInt({ min: 0n, max: 2_100_000_000_000_000n }), { minLength: 1, maxLength: 500 });
const sum = (all: bigint[]) => all.reduce((total, sat) => total + sat, 0n);

it('is what goes in and does not come out, exact, or is not computed', () => {
  fc.assert(
    fc.property(sats, sats, (ins, outs) => {
      const { sat, reason } = feeOf(of(ins, outs));
      const fee = sum(ins) - sum(outs);
      if (fee >= 0n) expect(sat).toBe(fee);
      else expect([sat, reason]).toEqual([null, expect.stringContaining('not computed')]);
    })
  );
});

it('is not computed while one amount is not known, whatever the others are', () => {
  fc.assert(
    fc.property(sats, fc.nat(), (ins, place) => {
      const told = of(ins.with(place % ins.length, -1n), [0n]);
      expect(feeOf(told).sat).toBeNull();
    })
  );
});

it('is what the source tells, unless its own amounts say otherwise', () => {
  expect(feeOf(of([150n], [100n], 50n)).sat).toBe(50n);
  expect(feeOf(of([-1n], [100n], 50n)).sat).toBe(50n);
  expect(feeOf(of([150n], [100n], 49n))).toMatchObject({ sat: null });
  // A payer who is partly hidden: a fee of 0 is told because it would be below 0.
  expect(feeOf(of([90n], [100n], 0n))).toMatchObject({ sat: null });
});

/** -1: not known. */
function of(ins: bigint[], outs: bigint[], toldFeeSat: bigint | null = null): ExplorerTransaction {
  const known = (sat: bigint) => (sat < 0n ? null : sat);
  const input = { txid: 'ab'.repeat(32), vout: 0, coinbase: null, sequence: 0, type: null, address: null };
  const output = { index: 0, type: 'p2tr', address: null, script: '', detail: null };
  return {
    toldFeeSat,
    inputs: ins.map((sat) => ({ ...input, sat: known(sat) })),
    outputs: outs.map((sat) => ({ ...output, sat: known(sat) }))
  } as ExplorerTransaction;
}
