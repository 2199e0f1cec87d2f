/** The simulated Bitcoin on ports of its own, and the product's API over it; every source may be left out. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { BitcoinLedger } from '../../../simulator/bitcoin/ledger.ts';
import { BitcoinRest } from '../../../simulator/bitcoin/rest.ts';
import { BitcoinRpc, RPC_USER } from '../../../simulator/bitcoin/rpc.ts';
import { ElectrumServer } from '../../../simulator/bitcoin/electrum.ts';
import { Clock } from '../../../simulator/clock.ts';
import type { Reply } from '../../../simulator/serve/messages.ts';
import { openBitcoin } from '../../lib/server/chains/bitcoin/open-bitcoin.ts';
import { createWatch } from '../../lib/server/modules/bitcoin/ingest/watch.ts';
import { createLeases } from '../../lib/server/platform/jobs/leases.ts';
import { startApi } from '../support/api.ts';
import { NOON } from '../support/factories.ts';
import { mempoolAt } from '../support/mempool-host.ts';

type Sources = 'node' | 'electrum' | 'rest';

const stops: (() => Promise<unknown>)[] = [];

/** For afterEach, after stopApis. */
export async function stopSimulated(): Promise<void> {
  await Promise.all(stops.splice(0).map((stop) => stop()));
}

/** Longer than answers are kept. */
const LATER_SECONDS = 600;

export async function startSimulated(sources: Sources[], rpc: { user?: string; password?: string } = {}) {
  const clock = new Clock(NOON, true);
  const ledger = new BitcoinLedger(7, clock);
  const asked: string[] = [];
  const url = await serve(ledger, asked);
  const electrum = new ElectrumServer(ledger);
  const electrumUrl = await electrum.listen();
  const has = (name: Sources) => sources.includes(name);
  const now = () => clock.now();
  const credentials = { user: rpc.user ?? RPC_USER, password: rpc.password ?? RPC_USER };
  // Nobody listens there.
  const mempoolUrl = has('rest') ? `${url}/rest` : 'http://127.0.0.1:1';
  const mempool = mempoolAt(mempoolUrl, now);
  const bitcoin = openBitcoin(
    {
      rpc: has('node') ? { url: `${url}/rpc`, ...credentials, cookieFile: null } : null,
      electrumUrl: has('electrum') ? electrumUrl : null,
      mempoolUrl
    },
    { mempool, now }
  );
  const api = await startApi({ deps: { bitcoin } });
  stops.push(
    () => bitcoin.close(),
    () => mempool.close(),
    () => electrum.close()
  );
  const { store, state } = api;
  const log = pino({ level: 'silent' });
  const watch = createWatch({ store, now, log, bitcoin });
  const leases = createLeases({ store, holder: 'a', now, log });
  return {
    ledger,
    electrum,
    bitcoin,
    asked,
    store,
    origin: api.origin,
    look: () =>
      leases.hold('bitcoin', new AbortController().signal, (lease, signal) =>
        watch({ lease, signal, progress: () => undefined })
      ),
    later: () => {
      clock.set(clock.now() + LATER_SECONDS, true);
      state.now = clock.now();
    },
    get: async <T>(path: string): Promise<T> => {
      // Nothing is answered from what the API has kept.
      state.version++;
      return (await (await api.get(path)).json()) as T;
    },
    post: async (path: string, body: unknown) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(api.origin + path, { method: 'POST', headers, body: JSON.stringify(body) });
      return { status: answer.status, body: (await answer.json()) as unknown };
    }
  };
}

async function serve(ledger: BitcoinLedger, asked: string[]): Promise<string> {
  const rpc = new BitcoinRpc(ledger);
  const rest = new BitcoinRest(ledger);
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const send = ({ status, body, type = 'application/json' }: Reply) =>
      response.writeHead(status, { 'content-type': type }).end(body as string);
    if (path.startsWith('/rpc')) void rpc.answer(request).then(send);
    else send(rest.answer(path.replace('/rest/', '')) ?? otherwise(path));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** What another part of the simulated network answers: prices, and addresses that were never paid. */
function otherwise(path: string): Reply {
  if (path.endsWith('/api/v1/prices')) {
    return { status: 200, body: JSON.stringify({ time: NOON - 90, USD: 101_234, EUR: 93_210, JPY: -1 }) };
  }
  const sums = { funded_txo_sum: 0, spent_txo_sum: 0, tx_count: 0 };
  const [, address] = /\/api\/address\/(\w+)$/.exec(path) ?? [];
  if (address === undefined) return { status: 404, body: '<html>', type: 'text/html' };
  return { status: 200, body: JSON.stringify({ address, chain_stats: sums, mempool_stats: sums }) };
}
