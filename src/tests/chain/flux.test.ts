/** The explorer of Flux over the simulated network: the same component as Bitcoin's, with what is known of payments beside it. */
import { expect, it, onTestFinished } from 'vitest';
import { startSimulator } from '../../../simulator/index.ts';
import type { block, transaction } from '../../lib/contract/chain/flux.ts';
import type { Answer } from '../../lib/contract/kit/endpoint.ts';
import { openFluxExplorer } from '../../lib/server/chains/flux/flux-explorer.ts';
import { readConfig } from '../../lib/server/platform/config/config.ts';
import { createUpstreams } from '../../lib/server/upstreams.ts';
import { startApi, stopApis } from '../support/api.ts';
import { payment } from '../support/factories.ts';

const START = 1_795_136_400;

it('opens a payment with its block, its app, its subscriptions and its payer', async () => {
  const { paid, get } = await setup();
  const told = await get<Answer<typeof transaction>>(`/api/chain/tx/${paid.txid}`);
  expect(told).toMatchObject({ chain: 'flux', ticker: 'FLUX', source: 'blockbook', height: paid.height });
  const ours = told.outputs.filter(({ address }) => address === paid.address);
  // An amount has 8 decimals.
  const sat = ours.reduce((sum, { amount }) => sum + BigInt(amount?.replace('.', '') ?? 0), 0n);
  expect(String(sat)).toBe(paid.amountSat);
  const app = encodeURIComponent(paid.appName);
  expect(told.about.map(({ kind, path }) => [kind, path])).toEqual([
    ['payment', `/transactions?search=${paid.txid}`],
    ['app', `/apps/${app}`],
    ['subscription', `/subscriptions?app=${app}`],
    ['payer', `/payers/${paid.fromAddress}`]
  ]);
});

it('shows a block by height and by hash as one, with its coinbase first and the payment in it', async () => {
  const { paid, get } = await setup();
  const told = await get<Answer<typeof block>>(`/api/chain/block/${paid.height}`);
  expect(told.block.height).toBe(paid.height);
  expect(told.transactions?.map(({ isCoinbase }) => isCoinbase)).toEqual(
    Array.from({ length: told.block.transactionCount ?? 0 }, (_, place) => place === 0)
  );
  expect(told.transactions?.map(({ txid }) => txid)).toContain(paid.txid);
  const [coinbase] = told.transactions ?? [];
  // After the first cut: 0.4501 to the fund, 0.9, 3.15 and 8.1 to a node of each tier.
  expect(coinbase).toMatchObject({ amount: '12.60010000', fee: '0.00000000', outputCount: 4 });
  const opened = await get<Answer<typeof transaction>>(`/api/chain/tx/${coinbase?.txid ?? ''}`);
  expect(opened).toMatchObject({ isCoinbase: true, blockHash: told.block.hash, about: [] });
  expect(await get(`/api/chain/block/${told.block.hash}`)).toEqual(told);
});

async function setup() {
  const simulator = await startSimulator({
    scale: 0.001,
    now: START,
    isClockFixed: true,
    blockMs: 'manual',
    maxTipLag: 0
  });
  const now = () => START;
  const upstreams = createUpstreams(readConfig(simulator.env).upstreams, { now, limits: { perSecond: 100_000 } });
  const [paid] = simulator
    .truth({})
    .transactions.toReversed()
    .flatMap(({ appName, ...rest }) => (appName === null ? [] : [{ appName, ...rest }]));
  if (paid === undefined) throw new Error('nobody paid for an app');
  const { txid, appName: app_name, fromAddress: from_address } = paid;
  const api = await startApi({
    planted: { payments: [payment({ txid, app_name, from_address })] },
    deps: { fluxExplorer: openFluxExplorer(upstreams.fluxChain, now) }
  });
  onTestFinished(async () => {
    await stopApis();
    await upstreams.close();
    await simulator.close();
  });
  return { paid, get: async <T>(path: string) => (await (await api.get(path)).json()) as T };
}
