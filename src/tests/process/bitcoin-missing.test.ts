/** Bitcoin switched off, and switched on with nobody to ask: by the built processes, through the public port. */
import { mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../../simulator/index.ts';
import { routes } from '../support/declared-routes.ts';
import { getJson, startApi, startWeb, until, type ApiProcess } from './api-process.ts';

const pages = ['', '/mempool', '/blocks', '/mining', '/nodes', '/market', '/review', '/indicators', '/treasuries'];
/** Coins and their closes are told by others too. */
const isOfMarket = (path: string) => /market|review|indicators|treasuries/.test(path);
const items = ['/block/840000', `/tx/${'ab'.repeat(32)}`, '/address/bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'];
const questions = routes.filter(({ method, path }) => method === 'GET' && path.startsWith('/api/bitcoin/'));
const asked = (path: string) =>
  path
    .replace(':id', '840000')
    .replace(':txid', 'ab'.repeat(32))
    .replace(':address', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4');

interface Health {
  status: string;
  sources: Record<string, unknown>;
  jobs: { name: string; lastSuccess: number | null }[];
  problems: { code: string }[];
}

describe('Bitcoin', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bitcoin-'));
  const running: ApiProcess[] = [];
  let simulator: Simulator;
  let nobody: Server;
  let connections = 0;

  beforeAll(async () => {
    simulator = await startSimulator({ scale: 0.001, payments: 50, blockMs: 'manual', maxTipLag: 0 });
    // Whoever asks about Bitcoin is counted, and gets no answer.
    nobody = createServer((socket) => {
      connections++;
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(nobody, 'listening');
  }, 60_000);
  afterAll(async () => {
    await Promise.all(running.map((each) => each.kill()));
    nobody.close();
    await simulator.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is asked by nobody and linked by no page when it is switched off', async () => {
    const { web, api } = await start('off', { ...away(), BITCOIN: 'off' });
    const health = await getJson<Health>(`${api.url}/api/health`);
    expect(health.jobs.map(({ name }) => name).filter((name) => /bitcoin|market/.test(name))).toEqual([]);
    expect(Object.keys(health.sources).filter((name) => /bitcoin|mempool|market/.test(name))).toEqual([]);
    expect(health.status).toBe('ok');
    for (const { path } of questions) {
      const answer = await fetch(web.url + asked(path));
      expect([path, answer.status === 200 || answer.status === 503]).toEqual([path, true]);
      expect([path, await answer.text()]).toEqual([path, expect.stringContaining('switched off')]);
    }
    const search = ['840000', 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', 'ab'.repeat(32)];
    for (const text of search) {
      const { groups } = await getJson<{ groups: { kind: string }[] }>(`${web.url}/api/search?q=${text}`);
      expect(groups.filter(({ kind }) => kind.startsWith('bitcoin'))).toEqual([]);
    }
    const shown = [
      '/',
      '/chain',
      '/status',
      '/insights',
      '/developers',
      '/sitemap.xml',
      `/search?q=${search[1] ?? ''}`
    ];
    for (const path of [...shown, '/bitcoin', ...items.map((item) => `/bitcoin${item}`)]) {
      const answer = await fetch(web.url + path);
      const text = await answer.text();
      expect([path, answer.status, text.match(/(?:href="|<loc>[^<]*)\/bitcoin[^"<]*/g)]).toEqual([path, 200, null]);
      if (path.startsWith('/bitcoin')) expect(text).toContain('switched off');
    }
    expect(connections).toBe(0);
  }, 120_000);

  it('says in every panel what is missing where nobody can be asked, and leaves the rest untouched', async () => {
    const { web, api } = await start('on', { MEMPOOL_URL: away().MEMPOOL_URL });
    const health = await until(
      () => getJson<Health>(`${api.url}/api/health`),
      ({ jobs }) => jobs.some(({ name, lastSuccess }) => name === 'bitcoin-watch' && lastSuccess !== null)
    );
    expect([health.status, health.problems]).toEqual(['ok', []]);
    expect(connections).toBeGreaterThan(0);
    for (const { path } of questions) {
      const answer = await fetch(web.url + asked(path));
      const text = await answer.text();
      expect([path, answer.status === 200 || answer.status === 503]).toEqual([path, true]);
      if (!isOfMarket(path)) expect([path, text]).toEqual([path, expect.stringMatching(/not (available|configured)/i)]);
    }
    for (const path of pages) {
      const answer = await fetch(`${web.url}/bitcoin${path}`);
      const text = (await answer.text()).replaceAll(/<(script|style)[^]*?<\/\1>|<[^>]+>/g, ' ');
      expect([path, answer.status]).toEqual([path, 200]);
      if (!isOfMarket(path)) expect([path, text]).toEqual([path, expect.stringMatching(/not (available|configured)/i)]);
      expect([path, text.match(/\b0 (blocks|peers|transactions)|\$0(?!\.)|NaN|undefined/g)]).toEqual([path, null]);
    }
    const { fluxPriceUsd } = (await getJson<{ network: { fluxPriceUsd: string | null } }>(`${web.url}/api/header`))
      .network;
    expect(Number(fluxPriceUsd)).toBeGreaterThan(0);
  }, 120_000);

  function away() {
    const { port } = nobody.address() as AddressInfo;
    const url = `127.0.0.1:${port}`;
    return {
      BITCOIN_RPC_URL: `http://${url}`,
      BITCOIN_RPC_USER: 'somebody',
      BITCOIN_RPC_PASSWORD: 'a password',
      BITCOIN_ELECTRUM_URL: `tcp://${url}`,
      MEMPOOL_URL: `http://${url}`
    };
  }

  /** Of the simulated network all but Bitcoin; ready when the first sync is done. */
  async function start(name: string, env: Record<string, string>) {
    const flux = Object.entries(simulator.env).filter(([key]) => !/BITCOIN|MEMPOOL/.test(key));
    const api = await startApi({
      ...Object.fromEntries(flux),
      DB_PATH: join(folder, `${name}.sqlite3`),
      ADMIN_TOKEN: 'a token of the tests',
      LOG_LEVEL: 'warn',
      ...env
    });
    const web = await startWeb(api, env);
    running.push(web, api);
    await until(
      () => getJson<Health>(`${web.url}/api/health`),
      ({ status }) => status === 'ok'
    );
    return { api, web };
  }
});
