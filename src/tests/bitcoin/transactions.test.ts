/** Large transactions with outputs of every kind, by every source: the fee is exact or not computed. */
import { afterEach, expect, it } from 'vitest';
import type { Answer } from '../../lib/contract/kit/endpoint.ts';
import type { transaction } from '../../lib/contract/bitcoin/explorer.ts';
import { stopApis } from '../support/api.ts';
import { startSimulated, stopSimulated } from './simulated.ts';

afterEach(async () => {
  await stopApis();
  await stopSimulated();
});

it.each(['node', 'electrum', 'rest'] as const)(
  'tells the exact fee of 500 inputs and outputs of every kind, by %s',
  async (name) => {
    const { ledger, get } = await startSimulated([name]);
    const { txid } = ledger.consolidate(500, 12_345);
    const told = await get<Answer<typeof transaction>>(`/api/bitcoin/tx/${txid}`);
    expect(told.inputs).toHaveLength(500);
    // 500 pieces of 0.0002 coins, of which 12,345 satoshi are not paid on.
    expect(told).toMatchObject({ source: name, totalIn: '0.10000000', totalOut: '0.09987655', fee: '0.00012345' });
    const kinds = ['p2wpkh', 'p2tr', 'p2pkh', 'p2sh', 'p2wsh', 'p2pk', 'multisig', 'p2a', 'op_return'];
    expect(told.outputs.map(({ type }) => type)).toEqual(kinds);
    const nameless = told.outputs.filter(({ address: to }) => to === null);
    expect(nameless.map(({ type, detail }) => [type, detail])).toEqual([
      ['p2pk', null],
      ['multisig', '1 of 2 keys'],
      ['op_return', '“of many”']
    ]);
    expect(told.outputs.find(({ type }) => type === 'p2a')?.address).toBe('bc1pfeessrawgf');
    expect(new Set(told.inputs.map(({ type }) => type))).toEqual(new Set(kinds.slice(0, 8)));
  }
);

it('does not compute the fee of 500 inputs of which one is not known', async () => {
  const { ledger, electrum, get } = await startSimulated(['electrum']);
  const { txid, inputs } = ledger.consolidate(500, 12_345);
  electrum.missing.add(inputs[250]?.txid ?? '');
  const told = await get<Answer<typeof transaction>>(`/api/bitcoin/tx/${txid}`);
  expect(told).toMatchObject({ fee: null, feeRate: null, totalIn: null, totalOut: '0.09987655' });
  expect(told.feeReason).toBe('not computed: 1 of 500 inputs are not known');
});
