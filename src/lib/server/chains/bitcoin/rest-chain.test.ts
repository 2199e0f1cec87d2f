import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { mainNetwork } from '../../../domain/bitcoin/network.ts';
import { createHost } from '../../platform/upstream/http.ts';
import { TransactionUnknown } from '../../platform/upstream/failures.ts';
import { BlockUnknown } from '../chain-failures.ts';
import { REST_SOURCE } from './rest-ask.ts';
import { createRestChain } from './rest-chain.ts';

const { signal } = new AbortController();
const hash = 'ab'.repeat(32);
const block = {
  id: hash,
  height: 920_000,
  version: 1,
  timestamp: 1_773_835_200,
  bits: 386_000_000,
  nonce: 1,
  difficulty: 1.5,
  merkle_root: hash,
  tx_count: 3,
  size: 900,
  weight: 3_600
};

it('asks again for what a busy service refused once, and names what lasts', async () => {
  const { chain, replies } = await setup();
  replies.push({ status: 503, body: 'Service Unavailable' }, { body: [block] });
  expect(await chain.tip(signal)).toMatchObject({ height: 920_000, hash });
  replies.push(...Array.from({ length: 4 }, () => ({ status: 503, body: '<html>' })));
  await expect(chain.tip(signal)).rejects.toThrow('HTTP 503');
  expect(chain.states()).toMatchObject([{ name: REST_SOURCE, ok: false, isOptional: true }]);
});

it('leaves a service alone that was asked too much, for as long as it says', async () => {
  const { chain, replies, asked } = await setup();
  replies.push({ status: 429, body: 'Too many requests', headers: { 'retry-after': '60' } });
  await expect(chain.tip(signal)).rejects.toThrow('left alone until 2026-03-18T12:01:00Z');
  await expect(chain.transactions.transaction(hash, signal)).rejects.toThrow('left alone');
  expect(asked).toHaveLength(1);
});

it('takes its plain words for what it does not have, and a page of what stands before it for a failure', async () => {
  const { chain, replies } = await setup();
  replies.push({ status: 404, body: 'Transaction not found' }, { status: 404, body: 'Block not found' });
  await expect(chain.transactions.transaction(hash, signal)).rejects.toThrow(TransactionUnknown);
  await expect(chain.blocks.block(hash, signal)).rejects.toThrow(BlockUnknown);
  expect(chain.states()).toMatchObject([{ ok: true }]);
  replies.push({ status: 404, body: '<html><h1>404</h1>' });
  const told = chain.transactions.transaction(hash, signal);
  await expect(told).rejects.toThrow('HTTP 404');
  await expect(told).rejects.not.toThrow(TransactionUnknown);
});

it('knows no fees of a block where the service tells none, as plain esplora does', async () => {
  const { chain, replies } = await setup();
  replies.push({ body: block });
  const { block: told } = await chain.blocks.block(hash, signal);
  expect(told).toMatchObject({ feesSat: null, medianFeeRate: null, outputSat: null, miner: null });
  // 920,000 = 4 halvings of 210,000 and 80,000 blocks more: 3.125 coins.
  expect(told.subsidySat).toBe(312_500_000n);
});

interface Reply {
  status?: number;
  body: unknown;
  headers?: Record<string, string>;
}

/** A service that answers what is pushed to `replies`, in turn. */
async function setup() {
  const replies: Reply[] = [];
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    const { status = 200, body, headers = {} } = replies.shift() ?? { status: 500, body: '' };
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = createHost({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sources: [REST_SOURCE],
    optional: [REST_SOURCE],
    now: () => 1_773_835_200,
    limits: { perSecond: 1_000, retryDelayMs: 1, patienceMs: 100 }
  });
  onTestFinished(async () => {
    await host.close();
    server.close();
  });
  return { chain: createRestChain(host, mainNetwork), replies, asked };
}
