/** Transactions whose form is odd: read as what they are, or refused where money could be lost. */
import { afterEach, describe, expect, it } from 'vitest';
import { createDaemon } from './daemon.ts';
import { reply, startHost, success } from '../../../../tests/support/scripted-server.ts';

describe('a transaction', () => {
  it.each([
    { version: 5, type: 'Confirming a fluxnode', collateral_output: 'COutPoint(1a2b3c4d5e, 0)', update_type: 1 },
    { version: 6, type: 'Starting a fluxnode', vin: null, vout: null },
    { type: 'Confirming a zelnode' }
  ])('that tells of a node pays nobody: %j', async (node) => {
    const { transaction } = await setupTransaction({ ...node, ...placed });
    const reported = { height: 12, blockHash: id('b'), blockTime: 1_600_000_000 };
    expect(await transaction()).toEqual({ txid: id('1'), payer: null, outputs: [], opReturns: [], reported });
  });
  it('is refused where only its outputs are missing, or both lists of one that tells of no node', async () => {
    const half = await setupTransaction({ version: 5, vin: [], ...placed });
    await expect(half.transaction()).rejects.toThrow('changed shape: vout');
    const ordinary = await setupTransaction({ version: 4, ...placed });
    await expect(ordinary.transaction()).rejects.toThrow('changed shape: vout');
  });
  it('is read by any of its amounts', async () => {
    const amounts = [{ valueSat: 5 }, { valueZat: 5 }, { value: 0.00000005 }, { value: null, valueSat: 5 }];
    for (const amount of [...amounts, { value: 0.00000005, valueSat: '5' }]) {
      const { transaction } = await setupTransaction({ vin: [], vout: [output(amount, 't3App')], ...placed });
      expect((await transaction()).outputs).toEqual([{ address: 't3App', sat: 5n }]);
    }
    const none = await setupTransaction({ vin: [], vout: [output({}, 't3App')], ...placed });
    await expect(none.transaction()).rejects.toThrow('changed shape: vout.0');
  });
  it('is read to the satoshi past 2^53, and refused where a double tells the amount alone', async () => {
    // 2^53 + 1 satoshi, which no double is.
    const value = rawJson('90071992.54740993');
    const amount = { value, valueSat: rawJson('9007199254740993') };
    const whole = await setupTransaction({ vin: [], vout: [output(amount, 't3App')], ...placed });
    expect((await whole.transaction()).outputs).toEqual([{ address: 't3App', sat: 9_007_199_254_740_993n }]);
    const rounded = await setupTransaction({ vin: [], vout: [output({ value }, 't3App')], ...placed });
    await expect(rounded.transaction()).rejects.toThrow('changed shape: vout.0');
  });
});

/** A number as it is written, whatever a double would make of it. */
const rawJson = (text: string): unknown => (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(text);
const id = (digit: string) => digit.repeat(64);
const output = (amount: object, ...addresses: string[]) => ({ ...amount, scriptPubKey: { hex: 'a91487', addresses } });
const placed = { height: 12, blockhash: id('b'), time: 1_600_000_000, blocktime: 1_600_000_000, confirmations: 3 };

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function setupTransaction(raw: object) {
  const started = await startHost(
    (_, response) => reply(response, success({ txid: id('1'), ...raw })),
    ['daemon', 'daemon-address', 'daemon-txids']
  );
  open.push(started);
  const daemon = createDaemon(started.host);
  return { transaction: () => daemon.transaction(id('1'), new AbortController().signal) };
}
