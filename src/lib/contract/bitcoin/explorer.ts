/** Blocks, transactions and addresses of Bitcoin; a wallet by its addresses or its extended public key. */
import * as z from 'zod';
import * as shapes from '../chain/shapes.ts';
import { endpoint } from '../kit/endpoint.ts';
import { Count } from '../kit/figures.ts';
import { Coins } from './panel.ts';

const cache = { maxAgeSeconds: 10, serverSeconds: 10 };

export const blocks = endpoint({
  id: 'bitcoinBlocks',
  path: '/api/bitcoin/blocks',
  summary: 'Blocks, newest first',
  query: shapes.blocksQuery,
  response: z.strictObject({ ...shapes.origin, ...shapes.blocksShape }),
  cache
});

export const block = endpoint({
  id: 'bitcoinBlock',
  path: '/api/bitcoin/block/:id',
  summary: 'A block by hash or height, with its transactions, 25 a page',
  params: shapes.blockId,
  query: shapes.pageQuery,
  response: z.strictObject({ ...shapes.origin, ...shapes.blockShape }),
  cache
});

export const transaction = endpoint({
  id: 'bitcoinTransaction',
  path: '/api/bitcoin/tx/:txid',
  summary: 'A transaction: every input and output with its script, the fee exact or why it is not known',
  params: shapes.txidParams,
  response: z.strictObject({ ...shapes.origin, ...shapes.transactionShape }),
  cache
});

export const address = endpoint({
  id: 'bitcoinAddress',
  path: '/api/bitcoin/address/:address',
  summary: 'An address: balance, and its transactions, newest first',
  params: z.strictObject({ address: z.string().min(14).max(100) }),
  query: shapes.addressQuery,
  response: z.strictObject({ ...shapes.origin, ...shapes.addressShape }),
  cache
});

export const MAX_ADDRESSES = 25;

export const wallet = endpoint({
  id: 'bitcoinWallet',
  method: 'POST',
  path: '/api/bitcoin/wallet',
  summary:
    'Balances of up to 25 addresses, or of those that an extended public key leads to until 20 in a row are unused. Nothing of it is stored',
  body: z.union([
    z.strictObject({ addresses: z.array(z.string().min(14).max(100)).min(1).max(MAX_ADDRESSES) }),
    z.strictObject({ key: z.string().min(100).max(120).describe('xpub, ypub or zpub') })
  ]),
  response: z.strictObject({
    ...shapes.origin,
    source: z.string().nullable(),
    addresses: z.array(
      z.strictObject({
        address: z.string(),
        path: z.string().nullable().describe('below the extended key: 0/5'),
        balance: Coins.nullable(),
        pending: Coins.nullable(),
        transactionCount: Count.nullable(),
        reason: z.string().nullable().describe('why its balance is not known')
      })
    ),
    balance: Coins.nullable().describe('of all; null while one is not known'),
    pending: Coins.nullable(),
    isComplete: z.boolean().describe('false: an address is not known, or there was no time to look further')
  })
});
