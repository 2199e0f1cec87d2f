import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { golden } from '../../../tests/support/golden.ts';
import type { ChainTransaction } from '../chain.ts';
import { formatFlux, parseDecimal } from '../money/money.ts';
import { defaultPayers, paymentIn, type RevenueRules } from './payments.ts';

const current = 't3NryfAQLGeFs9jEoeqsxmBN2QLRaRKFLUX';
const older = 't1LUs6quf7TB2zVZmexqPQdnqmrFMGZGjV6';

describe(paymentIn, () => {
  it.each(golden.payments)('$what', ({ from, outputs, amount, fromAddress }) => {
    const payment = pay({
      payer: from,
      outputs: outputs.map(([address, flux]) => out(address, parseDecimal(flux, 8)))
    });
    expect(payment && formatFlux(payment.amountSat)).toBe(amount);
    if (fromAddress !== undefined) expect(payment?.fromAddress).toBe(fromAddress);
  });

  it('keeps place, day and message of the transaction', () => {
    const hash = '4a474ea9e79e7ba84ec93651b1ea13b979d413508d7cef9662c9cc14cce5bd85';
    const opReturns = [`6a4c40${Array.from(hash, (digit) => digit.charCodeAt(0).toString(16)).join('')}`];
    expect(pay({ opReturns, blockTime: 1_790_840_344 })).toEqual({
      txid: 'a'.repeat(64),
      height: 2_998_352,
      blockHash: 'b'.repeat(64),
      blockTime: 1_790_840_344,
      date: '2026-10-01',
      address: current,
      fromAddress: 't1Payer',
      amountSat: 5n,
      source: 'other',
      messageHash: hash,
      isFluxDrive: false
    });
  });
  it('names the tracked address that received most, of equals the first', () => {
    expect(pay({ outputs: [out(older, 3n), out(current, 4n)] })?.address).toBe(current);
    expect(pay({ outputs: [out(older, 3n), out(current, 4n), out(older, 2n)] })?.address).toBe(older);
    expect(pay({ outputs: [out('t1Else', 99n), out(older, 4n), out(current, 4n)] })?.address).toBe(older);
  });
  it('says which payers are the team and the fiat gateway', () => {
    expect(pay({ payer: 't1gjUUxBpBeVC1sWwAFrtSsVCbSaFdZx8UY' })?.source).toBe('team');
    expect(pay({ payer: 't1XktDZ9Z1QiefMYE5nMFohe8VG2c2BD5A5' })?.source).toBe('fiat');
    expect(pay({ payer: null })?.source).toBe('other');
  });
  it('is none without anything for a tracked address', () => {
    expect(pay({ outputs: [out('t1Else', 5n)] })).toBeNull();
    expect(pay({ outputs: [out(current, 0n), out(older, 0n)] })).toBeNull();
    expect(pay({ outputs: [] })).toBeNull();
  });
  it('excludes a payer that is any of the tracked addresses', () => {
    expect(pay({ payer: older, outputs: [out(current, 5n)] })).toBeNull();
  });
  it('is the sum of what the tracked addresses received', () => {
    const outputs = fc.array(
      fc.record({ address: fc.constantFrom(current, older, 't1Else'), sat: fc.bigInt(0n, 10n ** 16n) })
    );
    fc.assert(
      fc.property(outputs, (all) => {
        let sum = 0n;
        for (const { address, sat } of all) if (address !== 't1Else') sum += sat;
        expect(pay({ outputs: all })?.amountSat ?? 0n).toBe(sum);
      })
    );
  });
});

const rules: RevenueRules = { tracked: new Set([current, older]), ...defaultPayers };
const out = (address: string, sat: bigint) => ({ address, sat });

function pay(over: Partial<ChainTransaction>) {
  const tx: ChainTransaction = {
    txid: 'a'.repeat(64),
    height: 2_998_352,
    blockHash: 'b'.repeat(64),
    blockTime: 1_790_840_344,
    payer: 't1Payer',
    outputs: [out(current, 5n)],
    opReturns: [],
    ...over
  };
  return paymentIn(tx, rules);
}
