/** What the product tells of a chain against what a real daemon of the family says (Debian's litecoind in regtest). */
import { pino } from 'pino';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../lib/contract/kit/endpoint.ts';
import type { overview } from '../../lib/contract/bitcoin/overview.ts';
import {
  openBitcoin,
  type BitcoinSettings,
  type BitcoinSources
} from '../../lib/server/chains/bitcoin/open-bitcoin.ts';
import { createWatch } from '../../lib/server/modules/bitcoin/ingest/watch.ts';
import { createLeases } from '../../lib/server/platform/jobs/leases.ts';
import { startApi, stopApis } from '../support/api.ts';
import { litecoindSkip, removeLitecoinds, startLitecoind, type Litecoind } from '../support/litecoind.ts';

const opened: BitcoinSources[] = [];
afterEach(async () => {
  await stopApis();
  await Promise.all(opened.splice(0).map((bitcoin) => bitcoin.close()));
});
afterAll(removeLitecoinds);

describe.skipIf(litecoindSkip !== null)(`a daemon (${litecoindSkip ?? 'litecoind'})`, () => {
  it('is shown as it says: height, subsidy, halving, supply, difficulty, hash rate', async () => {
    const daemon = await startLitecoind();
    await daemon.mine(101);
    const { look, get } = await setup(daemon);
    await look();
    const { chain, node } = await get<Answer<typeof overview>>('/api/bitcoin/overview');
    const info = await daemon.call<{ bestblockhash: string; difficulty: number }>('getblockchaininfo');
    expect(chain).toMatchObject({ state: 'ok', source: 'node', reason: null });
    expect(chain.value).toMatchObject({
      network: 'litecoin-regtest',
      height: 101,
      hash: info.bestblockhash,
      difficulty: info.difficulty,
      hashrate: await daemon.call('getnetworkhashps'),
      subsidy: '50.00000000',
      // Blocks 0 to 101; regtest halves every 150 blocks.
      supply: '5100.00000000',
      halving: { height: 150, blocksLeft: 49, subsidy: '25.00000000' },
      retarget: { height: 2_016, blocksLeft: 1_915, change: null }
    });
    expect(node.value).toMatchObject({ version: '/LitecoinCore:0.21.2.1/', peers: 0, isPruned: false });
  });
});

async function setup(daemon: Litecoind, settings: Partial<NonNullable<BitcoinSettings['rpc']>> = {}) {
  const { url, cookieFile } = daemon;
  const now = () => Math.floor(Date.now() / 1000);
  const rpc = { url, user: null, password: null, cookieFile, ...settings };
  const bitcoin = openBitcoin({ rpc, electrumUrl: null, mempoolUrl: 'http://127.0.0.1:1' }, { now });
  opened.push(bitcoin);
  const { store, get } = await startApi({ deps: { bitcoin } });
  const log = pino({ level: 'silent' });
  const leases = createLeases({ store, holder: 'a', now, log });
  const never = new AbortController().signal;
  const look = () =>
    leases.hold('bitcoin', never, (lease, signal) =>
      createWatch({ store, now, log, bitcoin })({ lease, signal, progress: () => undefined })
    );
  return { bitcoin, look, get: async <T>(path: string) => (await (await get(path)).json()) as T };
}
