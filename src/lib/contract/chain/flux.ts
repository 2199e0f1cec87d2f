/** Flux's own chain: its tip, blocks, transactions and addresses, and what a payment bought. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Height, UnixTime } from '../kit/figures.ts';
import { Hash } from '../bitcoin/panel.ts';
import * as shapes from './shapes.ts';

const cache = { maxAgeSeconds: 10, serverSeconds: 10 };

export const tip = endpoint({
  id: 'chainTip',
  path: '/api/chain/tip',
  summary: 'The newest block of Flux',
  response: z.strictObject({ ...shapes.origin, height: Height, hash: Hash, time: UnixTime }),
  cache
});

export const blocks = endpoint({
  id: 'chainBlocks',
  path: '/api/chain/blocks',
  summary: 'Blocks of Flux, newest first',
  query: shapes.blocksQuery,
  response: z.strictObject({ ...shapes.origin, ...shapes.blocksShape }),
  cache
});

export const block = endpoint({
  id: 'chainBlock',
  path: '/api/chain/block/:id',
  summary: 'A block of Flux by hash or height, with its transactions, 25 a page',
  params: shapes.blockId,
  query: shapes.pageQuery,
  response: z.strictObject({ ...shapes.origin, ...shapes.blockShape }),
  cache
});

const About = z.strictObject({
  kind: z.enum(['payment', 'app', 'subscription', 'payer']),
  title: z.string(),
  path: z.string().startsWith('/').describe('the page about it')
});

export const transaction = endpoint({
  id: 'chainTransaction',
  path: '/api/chain/tx/:txid',
  summary: 'A transaction of Flux, with the payment that it is, its app and its subscription',
  params: shapes.txidParams,
  response: z.strictObject({ ...shapes.origin, ...shapes.transactionShape, about: z.array(About) }),
  cache
});

export const address = endpoint({
  id: 'chainAddress',
  path: '/api/chain/address/:address',
  summary: 'An address of Flux: balance, and its transactions, newest first',
  params: z.strictObject({
    address: z.string().regex(/^t[13][1-9A-HJ-NP-Za-km-z]{33}$/, { error: 'a transparent address, t1... or t3...' })
  }),
  query: shapes.addressQuery,
  response: z.strictObject({ ...shapes.origin, ...shapes.addressShape }),
  cache
});
