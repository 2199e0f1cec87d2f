/** What the product tells of a chain against what a real daemon of the family says (Debian's litecoind in regtest). */
import { pino } from 'pino';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import type { Answer } from '../../lib/contract/kit/endpoint.ts';
import type { block, blocks, transaction } from '../../lib/contract/bitcoin/explorer.ts';
import type { mempool } from '../../lib/contract/bitcoin/mempool.ts';
import type { overview } from '../../lib/contract/bitcoin/overview.ts';
import { openBitcoin, type BitcoinSettings } from '../../lib/server/chains/bitcoin/open-bitcoin.ts';
import { createWatch } from '../../lib/server/modules/bitcoin/ingest/watch.ts';
import { createLeases } from '../../lib/server/platform/jobs/leases.ts';
import { startApi, stopApis } from '../support/api.ts';
import { mempoolAt } from '../support/mempool-host.ts';
import { litecoindSkip, removeLitecoinds, startLitecoind, type Litecoind } from '../support/litecoind.ts';

/** Longer than answers are kept. */
const LATER_SECONDS = 120;

const opened: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  await stopApis();
  await Promise.all(opened.splice(0).map((each) => each.close()));
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

  it('shows blocks, transactions and the mempool exactly as the daemon has them, and follows a reorganisation', async () => {
    const daemon = await startLitecoind();
    await daemon.mine(110);
    const { store, look, later, get } = await setup(daemon);
    const target = await daemon.call<string>('getnewaddress', '', 'legacy');
    const txid = await daemon.call<string>('sendtoaddress', target, 1.5);
    await look();

    const waiting = await get<Answer<typeof transaction>>(`/api/bitcoin/tx/${txid}`);
    const entry = await daemon.call<{ fees: { base: number }; vsize: number }>('getmempoolentry', txid);
    expect(waiting).toMatchObject({
      source: 'node',
      ticker: 'LTC',
      height: null,
      confirmations: 0,
      fee: entry.fees.base.toFixed(8),
      feeReason: null,
      vsize: entry.vsize,
      isCoinbase: false
    });
    expect(waiting.outputs.find(({ address }) => address === target)).toMatchObject({
      amount: '1.50000000',
      type: 'p2pkh'
    });
    // One input: the coinbase of a block, 50 coins.
    expect(waiting.totalIn).toBe('50.00000000');
    const pool = await get<Answer<typeof mempool>>('/api/bitcoin/mempool');
    expect(pool.mempool).toMatchObject({ state: 'ok', source: 'node', value: { count: 1, vsize: entry.vsize } });
    expect(pool.projected.value).toMatchObject([{ transactionCount: 1, fees: waiting.fee, vsize: entry.vsize }]);
    expect(pool.largest.now.value).toMatchObject([{ txid, amount: waiting.totalOut }]);
    expect(pool.largest.ever.value).toMatchObject([{ txid }]);
    // A daemon of its own has no estimate, and nobody else answers.
    expect(pool.estimates).toMatchObject({ state: 'not available', value: null });
    expect(pool.estimates.reason).toContain('no estimate');

    const [hash = ''] = await daemon.mine(1);
    later();
    const mined = await get<Answer<typeof block>>(`/api/bitcoin/block/${hash}`);
    const stats = await daemon.call<{ totalfee: number; total_out: number; subsidy: number }>('getblockstats', hash);
    expect(mined.block).toMatchObject({
      height: 111,
      hash,
      transactionCount: 2,
      fees: (stats.totalfee / 1e8).toFixed(8),
      volume: (stats.total_out / 1e8).toFixed(8),
      subsidy: '50.00000000',
      confirmations: 1,
      isOrphan: false
    });
    expect(mined.transactions?.map(({ txid: id, isCoinbase }) => [id === txid, isCoinbase])).toEqual([
      [false, true],
      [true, false]
    ]);
    expect(await get(`/api/bitcoin/tx/${txid}`)).toMatchObject({ height: 111, position: 1, blockHash: hash });

    await look();
    await daemon.call('invalidateblock', hash);
    // To another address: the same block again stays invalid.
    await daemon.mine(2, target);
    later();
    await look();
    const stored = await get<Answer<typeof blocks>>('/api/bitcoin/blocks?limit=2');
    expect(stored.blocks.map(({ height }) => height)).toEqual([112, 111]);
    expect(stored.blocks[1]?.hash).not.toBe(hash);
    expect((await get<Answer<typeof block>>(`/api/bitcoin/block/${hash}`)).block).toMatchObject({
      isOrphan: true,
      confirmations: 0
    });
    const seen = await store.query('bitcoin_blocks_above', { height: 111 });
    expect(seen.map(({ hash: of }) => of)).toEqual(stored.blocks.map(({ hash: of }) => of).toReversed());
  });

  it('pays exact fees of 500 inputs', async () => {
    const daemon = await startLitecoind();
    await daemon.mine(103);
    const { get } = await setup(daemon);
    const address = await daemon.call<string>('getnewaddress', '', 'p2sh-segwit');
    const outputs: Record<string, string> = {};
    for (let place = 1; place <= 500; place++) {
      outputs[await daemon.call<string>('getnewaddress', '', 'bech32')] = (place / 1_000).toFixed(8);
    }
    await daemon.call('sendmany', '', outputs);
    await daemon.mine(1);
    const unspent = await daemon.call<{ txid: string; vout: number; amount: number }[]>('listunspent', 1, 1);
    const inputs = unspent.filter(({ amount }) => amount <= 0.5).map(({ txid, vout }) => ({ txid, vout }));
    expect(inputs).toHaveLength(500);
    // 0.001 + ... + 0.5 = 125.25 coins; 125 are paid on.
    const raw = await daemon.call<string>('createrawtransaction', inputs, { [address]: 125 });
    const { hex } = await daemon.call<{ hex: string }>('signrawtransactionwithwallet', raw);
    const txid = await daemon.call<string>('sendrawtransaction', hex, 0);
    const told = await get<Answer<typeof transaction>>(`/api/bitcoin/tx/${txid}`);
    expect(told.inputs).toHaveLength(500);
    expect(told).toMatchObject({ totalIn: '125.25000000', totalOut: '125.00000000', fee: '0.25000000' });
  });

  it('goes on with the cookie of a restarted daemon, and says what is wrong with a password', async () => {
    const daemon = await startLitecoind();
    await daemon.mine(1);
    const { look, later, get } = await setup(daemon);
    await look();
    await daemon.stop();
    await daemon.start();
    await daemon.mine(1);
    later();
    expect((await get<Answer<typeof blocks>>('/api/bitcoin/blocks')).blocks[0]?.height).toBe(2);

    const wrong = await setup(daemon, { user: 'u', password: 'wrong', cookieFile: null });
    await wrong.look();
    const { chain, node } = await wrong.get<Answer<typeof overview>>('/api/bitcoin/overview');
    expect(chain).toMatchObject({ state: 'not available', value: null, asOf: null });
    expect(chain.reason).toContain('HTTP 401');
    expect(node.reason).toContain('HTTP 401');
    expect(wrong.bitcoin.states().find(({ name }) => name === 'bitcoin-node')).toMatchObject({
      ok: false,
      isOptional: true
    });
    const answer = await wrong.get<{ code: string; detail: string }>(`/api/bitcoin/block/1`);
    expect(answer).toMatchObject({ code: 'not_available' });
    expect(answer.detail).toContain('HTTP 401');
  });

  it('says of a pruned node what it has not, and shows the rest', async () => {
    const daemon = await startLitecoind(['-prune=550']);
    await daemon.mine(5);
    const { look, get } = await setup(daemon);
    await look();
    const { node } = await get<Answer<typeof overview>>('/api/bitcoin/overview');
    expect(node.value).toMatchObject({ isPruned: true });
    const told = await get<Answer<typeof block>>('/api/bitcoin/block/3');
    expect(told.transactions).toHaveLength(1);
    // Without an index a transaction is found in the mempool only.
    const coinbase = told.transactions?.[0]?.txid ?? '';
    const answer = await get<{ code: string; detail: string }>(`/api/bitcoin/tx/${coinbase}`);
    expect(answer.code).toBe('not_available');
    expect(answer.detail).toContain('txindex');
    const unknown = await get<{ code: string }>(`/api/bitcoin/block/${'ab'.repeat(32)}`);
    expect(unknown.code).toBe('not_found');
  });
});

async function setup(daemon: Litecoind, settings: Partial<NonNullable<BitcoinSettings['rpc']>> = {}) {
  const { url, cookieFile } = daemon;
  const clock = { ahead: 0 };
  const now = () => Math.floor(Date.now() / 1000) + clock.ahead;
  const rpc = { url, user: null, password: null, cookieFile, ...settings };
  const mempoolUrl = 'http://127.0.0.1:1';
  const mempool = mempoolAt(mempoolUrl, now);
  const bitcoin = openBitcoin({ rpc, electrumUrl: null, mempoolUrl }, { mempool, now });
  opened.push(bitcoin, mempool);
  const { state, store, get } = await startApi({ deps: { bitcoin } });
  const log = pino({ level: 'silent' });
  const leases = createLeases({ store, holder: 'a', now, log });
  const never = new AbortController().signal;
  const watch = createWatch({ store, now, log, bitcoin });
  const look = () =>
    leases.hold('bitcoin', never, (lease, signal) => watch({ lease, signal, progress: () => undefined }));
  return {
    bitcoin,
    store,
    look,
    later: () => void (clock.ahead += LATER_SECONDS),
    get: async <T>(path: string): Promise<T> => {
      // Nothing is answered from what the API has kept.
      state.version++;
      return (await (await get(path)).json()) as T;
    }
  };
}
