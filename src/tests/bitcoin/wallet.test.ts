/** What addresses hold together, and what lies below an extended key: the vectors of BIP-84 and BIP-49, paid on the simulated chain. */
import { afterEach, expect, it } from 'vitest';
import { scriptOf } from '../../../simulator/bitcoin/scripts.ts';
import type { Answer } from '../../lib/contract/kit/endpoint.ts';
import type { address, wallet } from '../../lib/contract/bitcoin/explorer.ts';
import { addressOf, parseAddress } from '../../lib/domain/bitcoin/addresses.ts';
import { mainNetwork } from '../../lib/domain/bitcoin/network.ts';
import { stopApis } from '../support/api.ts';
import { startSimulated, stopSimulated } from './simulated.ts';

/** Of the mnemonic `abandon ... about`, account 0 (BIP-84). */
const ZPUB =
  'zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31mGDtKsAYz2oz2AGutZYs';
const RECEIVING = ['bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu', 'bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g'] as const;
const CHANGE = 'bc1q8c6fshw2dlwun7ekn9qwf37cu2rn755upcp6el';

afterEach(async () => {
  await stopApis();
  await stopSimulated();
});

it('adds up addresses, each once', async () => {
  const { get, post } = await startSimulated(['electrum']);
  const own = ['AntPool', 'ViaBTC'].map((pool) => addressOf(scriptOf('p2wpkh', pool), mainNetwork) ?? '');
  const each = await Promise.all(own.map((one) => get<Answer<typeof address>>(`/api/bitcoin/address/${one}`)));
  const answer = await post('/api/bitcoin/wallet', { addresses: own });
  const body = answer.body as Answer<typeof wallet>;
  const sat = each.reduce((sum, { balance }) => sum + BigInt((balance ?? '').replace('.', '')), 0n);
  expect(body.balance?.replace('.', '')).toBe(String(sat));
  expect(body.isComplete).toBe(true);
});

it('finds what the vectors of BIP-84 were paid, on both branches, and no other address', async () => {
  const { ledger, post, later } = await startSimulated(['electrum']);
  expect((await post('/api/bitcoin/wallet', { key: ZPUB })).body).toMatchObject({
    addresses: [],
    balance: '0.00000000',
    isComplete: true
  });
  later();
  ledger.pay(scriptAt(RECEIVING[0]), 150_000);
  ledger.pay(scriptAt(RECEIVING[1]), 20_000);
  ledger.pay(scriptAt(CHANGE), 3);
  const told = (await post('/api/bitcoin/wallet', { key: ZPUB })).body as Answer<typeof wallet>;
  expect(told).toMatchObject({ balance: '0.00170003', pending: '0.00000000', isComplete: true, source: 'electrum' });
  expect(told.addresses.map(({ address: of, path, balance }) => [of, path, balance])).toEqual([
    [RECEIVING[0], '0/0', '0.00150000'],
    [RECEIVING[1], '0/1', '0.00020000'],
    [CHANGE, '1/0', '0.00000003']
  ]);
});

it('has no sum while an address could not be asked, and says why', async () => {
  const { post } = await startSimulated([]);
  const told = (await post('/api/bitcoin/wallet', { addresses: [CHANGE] })).body as Answer<typeof wallet>;
  expect(told).toMatchObject({ balance: null, pending: null, isComplete: false });
  expect(told.addresses[0]?.balance).toBeNull();
  expect(told.addresses[0]?.reason).toContain('BITCOIN_ELECTRUM_URL');
});

it('refuses what is no wallet', async () => {
  const { post } = await startSimulated([]);
  for (const body of [
    { addresses: ['1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMh'] },
    { addresses: [] },
    { addresses: Array.from({ length: 26 }, () => CHANGE) },
    { key: ZPUB.replace('zpub', 'zprv') },
    { addresses: [CHANGE], key: ZPUB }
  ]) {
    expect([body, (await post('/api/bitcoin/wallet', body)).status]).toEqual([body, 400]);
  }
});

const scriptAt = (of: string) => Buffer.from(parseAddress(of, mainNetwork)?.script ?? []);
