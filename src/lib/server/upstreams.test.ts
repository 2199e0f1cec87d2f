import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { openBitcoin } from './chains/bitcoin/open-bitcoin.ts';
import { createUpstreams } from './upstreams.ts';

const NOW = 1_773_835_200;
const { signal } = new AbortController();

it('counts what chain and market of Bitcoin ask one service as calls of that service', async () => {
  const { markets, bitcoin, asked, counted } = await setup();
  await markets?.live[0]?.prices(signal).catch(() => null);
  await bitcoin?.rest.tip(signal).catch(() => null);
  expect(asked).toEqual(['/api/v1/prices', '/api/v1/blocks']);
  expect(counted).toEqual(['mempool mempool-prices', 'mempool bitcoin-rest']);
});

it('leaves the service alone for the chain too when it asked the market to wait', async () => {
  const { markets, bitcoin, asked } = await setup({ 'retry-after': '3600' });
  await expect(markets?.live[0]?.prices(signal)).rejects.toThrow();
  await expect(bitcoin?.rest.tip(signal)).rejects.toThrow('wants to be left alone');
  expect(asked).toHaveLength(1);
});

it('has no way to ask about Bitcoin that is switched off', async () => {
  const { mempool, markets, names } = await setup({}, { isOn: false });
  expect([mempool, markets]).toEqual([null, null]);
  expect(names.filter((name) => /bitcoin|mempool|markets/.test(name))).toEqual([]);
});

/** Everything at one server, which refuses all and says when it may be asked again. */
async function setup(headers: Record<string, string> = {}, { isOn = true } = {}) {
  const asked: string[] = [];
  const counted: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.writeHead('retry-after' in headers ? 429 : 404, headers).end('no');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const bases = { api: url, stats: url, blockbook: url, explorer: url, coingecko: url, binance: url };
  const now = () => NOW;
  const upstreams = createUpstreams(
    { ...bases, cryptocompare: url, cryptocompareKey: null, bitcoin: isOn ? { mempool: url } : null },
    {
      now,
      limits: { retryDelayMs: 1 },
      callsOf: (provider) => ({
        claim: (source) => {
          counted.push(`${provider} ${source}`);
          return Promise.resolve();
        }
      })
    }
  );
  const { mempool, markets } = upstreams;
  onTestFinished(async () => {
    await upstreams.close();
    server.closeAllConnections();
    server.close();
  });
  return {
    asked,
    counted,
    mempool,
    markets,
    names: upstreams.sources().map(({ name }) => name),
    bitcoin: mempool && openBitcoin({ rpc: null, electrumUrl: null, mempoolUrl: url }, { mempool, now })
  };
}
