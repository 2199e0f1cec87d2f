import { afterEach, expect, it } from 'vitest';
import { startApi, stopApis } from '../../../tests/support/api.ts';
import { plantNetwork } from '../../../tests/support/census-factories.ts';
import { payment, txidOf } from '../../../tests/support/factories.ts';
import { search } from '../../contract/search/search.ts';

afterEach(stopApis);

it('says what a text may be, exact kinds first, and leads to the page about it', async () => {
  const { groups } = await setup();
  expect(await groups('shop')).toEqual([['app', ['/apps/shop']]]);
  expect(await groups(txidOf(77).toUpperCase())).toEqual([['payment', [`/transactions?search=${txidOf(77)}`]]]);
  expect(await groups('2000000')).toEqual([
    ['block', [`/transactions?search=${txidOf(77)}`]],
    ['flux-block', ['/chain/block/2000000']]
  ]);
  expect(await groups('192.0.2')).toEqual([['node', ['/nodes/192.0.2.9%3A16127']]]);
  expect(await groups('t1buy')).toEqual([['payer', ['/payers/t1BuyerOfThisTestxxxxxxxxxxxxxxxx']]]);
  expect(await groups('minecraft-server')).toEqual([['image', ['/repos?search=itzg%2Fminecraft-server%3Alatest']]]);
});

it('has no group without a hit, and no sense of a pattern', async () => {
  const { groups } = await setup();
  for (const text of ['nothing like this', '%', '____', ' ']) expect(await groups(text), text).toEqual([]);
});

async function setup() {
  const paid = payment({ txid: txidOf(77), from_address: 't1BuyerOfThisTestxxxxxxxxxxxxxxxx' });
  const { get, store } = await startApi({ planted: { payments: [paid] } });
  await plantNetwork(store);
  const groups = async (q: string) => {
    const answer = await get(`/api/search?${new URLSearchParams({ q }).toString()}`);
    const found = search.response.parse(await answer.json()).groups;
    return found.map(({ kind, items }) => [kind, items.map(({ path }) => path)]);
  };
  return { groups };
}
