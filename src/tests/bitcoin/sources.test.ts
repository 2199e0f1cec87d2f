/** The same chain by an own node, by an Electrum server and by public REST; and what is said where none of them can tell. */
import { afterEach, expect, it } from 'vitest';
import { scriptHash } from '../../../simulator/bitcoin/electrum.ts';
import { scriptOf } from '../../../simulator/bitcoin/scripts.ts';
import type { Answer } from '../../lib/contract/kit/endpoint.ts';
import type { address, block, blocks, transaction } from '../../lib/contract/bitcoin/explorer.ts';
import type { mempool } from '../../lib/contract/bitcoin/mempool.ts';
import type { mining, nodes } from '../../lib/contract/bitcoin/mining.ts';
import type { overview } from '../../lib/contract/bitcoin/overview.ts';
import type { fees, volume } from '../../lib/contract/bitcoin/series.ts';
import type { search } from '../../lib/contract/search/search.ts';
import { addressOf } from '../../lib/domain/bitcoin/addresses.ts';
import { mainNetwork } from '../../lib/domain/bitcoin/network.ts';
import { stopApis } from '../support/api.ts';
import { startSimulated, stopSimulated } from './simulated.ts';

afterEach(async () => {
  await stopApis();
  await stopSimulated();
});

const coins = (sat: number) => (sat / 1e8).toFixed(8);

it.each(['node', 'rest'] as const)('shows blocks and transactions exactly, by %s', async (name) => {
  const { ledger, look, get } = await startSimulated([name]);
  await look();
  const told = await get<Answer<typeof overview>>('/api/bitcoin/overview');
  expect(told.chain).toMatchObject({ state: 'ok', source: name, stale: false });
  // 920,000 = 4 halvings of 210,000 and 80,000 blocks more: 3.125 coins; 130,000 blocks are left.
  expect(told.chain.value).toMatchObject({
    height: 920_000,
    network: 'main',
    subsidy: '3.12500000',
    halving: { height: 1_050_000, blocksLeft: 130_000, subsidy: '1.56250000' },
    supply: '19937503.12500000',
    secondsPerBlock: 600,
    hash: ledger.block(920_000).hash
  });
  const height = ledger.tip - 1;
  const own = ledger.block(height);
  const page = await get<Answer<typeof block>>(`/api/bitcoin/block/${height}`);
  expect(page.source).toBe(name);
  expect(page.block).toMatchObject({ hash: own.hash, confirmations: 2, transactionCount: own.transactions.length });
  expect(page.block.fees).toBe(coins(own.transactions.reduce((sum, tx) => sum + ledger.feeOf(tx), 0)));
  const [, paying] = own.transactions;
  const shown = await get<Answer<typeof transaction>>(`/api/bitcoin/tx/${paying?.txid ?? ''}`);
  expect(shown).toMatchObject({
    source: name,
    height,
    confirmations: 2,
    fee: coins(paying ? ledger.feeOf(paying) : 0),
    vsize: Math.ceil((paying?.weight ?? 0) / 4)
  });
  expect(shown.outputs.map(({ amount }) => amount)).toEqual(paying?.outputs.map(({ sat }) => coins(sat)));
  const list = await get<Answer<typeof blocks>>('/api/bitcoin/blocks?limit=20');
  expect(list.blocks.map((each) => each.height)).toEqual(Array.from({ length: 20 }, (_, back) => ledger.tip - back));
  expect(list.next).toBe(ledger.tip - 20);
  const none = await get<{ code: string; status: number }>(`/api/bitcoin/tx/${'0f'.repeat(32)}`);
  expect(none).toMatchObject({ status: 404, code: 'not_found' });
});

it('follows a reorganisation in what it has stored, and counts fees and volume from it', async () => {
  const { ledger, store, look, later, get } = await startSimulated(['node']);
  await look();
  ledger.reorg(3);
  later();
  await look();
  const seen = await store.query('bitcoin_blocks_above', { height: 0 });
  expect(seen.every(({ height, hash }) => ledger.block(height).hash === hash)).toBe(true);
  expect(seen.at(-1)?.height).toBe(ledger.tip);
  const paid = await get<Answer<typeof fees>>('/api/bitcoin/fees?period=24h');
  const moved = await get<Answer<typeof volume>>('/api/bitcoin/volume?period=24h');
  const whole = paid.data.filter(({ blocks: count }) => count !== null);
  expect(whole.length).toBeGreaterThan(0);
  // Before the oldest block that was seen nothing is known.
  expect(paid.data[0]).toMatchObject({ blocks: null, feeRate: null, fees: null });
  for (const [place, step] of moved.data.entries()) {
    if (step.blocks === null) continue;
    const inside = seen
      .map(({ height }) => ledger.block(height))
      .filter(({ header: { time } }) => time >= step.start && time < step.start + 3_600);
    expect(step.blocks).toBe(inside.length);
    const fee = inside.reduce((sum, each) => sum + each.transactions.reduce((all, tx) => all + ledger.feeOf(tx), 0), 0);
    expect(paid.data[place]?.fees).toBe(coins(fee));
    expect(step.transactions).toBe(inside.reduce((sum, each) => sum + each.transactions.length, 0));
  }
});

it.each(['electrum', 'rest'] as const)('shows addresses exactly, by %s', async (name) => {
  const { ledger, get } = await startSimulated([name]);
  const script = scriptOf('p2wpkh', 'AntPool');
  const own = addressOf(script, mainNetwork) ?? '';
  const entries = ledger.touching(script);
  const hex = script.toString('hex');
  const isOwn = (of: Buffer | undefined) => of?.toString('hex') === hex;
  const received = entries
    .filter(({ block: of }) => of !== null)
    .flatMap(({ tx }) => tx.outputs.filter((output) => isOwn(output.script)).map(({ sat }) => sat));
  const spent = entries
    .filter(({ block: of }) => of !== null)
    .flatMap(({ tx }) => tx.inputs.map(({ txid, vout }) => ledger.outputOf(txid, vout)))
    .filter((output) => isOwn(output?.script))
    .map((output) => output?.sat ?? 0);
  const sum = (all: number[]) => all.reduce((total, sat) => total + sat, 0);
  const told = await get<Answer<typeof address>>(`/api/bitcoin/address/${own}`);
  expect(told).toMatchObject({ source: name, type: 'p2wpkh', balance: coins(sum(received) - sum(spent)) });
  expect(told.transactionCount).toBe(entries.length);
  const pages: string[][] = [];
  for (let after: string | null = ''; after !== null;) {
    const page: Answer<typeof address> = await get(`/api/bitcoin/address/${own}${after && `?after=${after}`}`);
    pages.push(page.transactions?.map(({ txid }) => txid) ?? []);
    after = page.next;
  }
  expect(pages.flat().toSorted()).toEqual(entries.map(({ tx }) => tx.txid).toSorted());
});

it('speaks with an Electrum server over one connection, and again when that breaks', async () => {
  const { ledger, electrum, later, get } = await startSimulated(['electrum']);
  const [, paying] = ledger.block(ledger.tip).transactions;
  const path = `/api/bitcoin/tx/${paying?.txid ?? ''}`;
  const told = await get<Answer<typeof transaction>>(path);
  expect(told).toMatchObject({
    source: 'electrum',
    height: ledger.tip,
    position: 1,
    fee: coins(paying ? ledger.feeOf(paying) : 0)
  });
  expect(electrum.connections).toBe(1);
  expect(electrum.calls[0]).toBe('server.version');
  later();
  electrum.closesNext = 1;
  const own = addressOf(scriptOf('p2wpkh', 'ViaBTC'), mainNetwork) ?? '';
  const answers = await Promise.all([get<Answer<typeof address>>(`/api/bitcoin/address/${own}`), get(path)]);
  expect(answers[0].balance).not.toBeNull();
  expect(answers[1]).toMatchObject({ txid: paying?.txid });
  expect(electrum.connections).toBe(2);
});

it('says that a history is too large, and tells the balance all the same', async () => {
  const { electrum, get } = await startSimulated(['electrum']);
  electrum.historyLimit = 5;
  const own = addressOf(scriptOf('p2wpkh', 'AntPool'), mainNetwork) ?? '';
  const told = await get<Answer<typeof address>>(`/api/bitcoin/address/${own}`);
  expect(told.balance).not.toBeNull();
  expect(told).toMatchObject({ transactions: null, transactionCount: null, next: null });
  expect(told.transactionsReason).toContain('too large');
});

it('pages 10,000 transactions', async () => {
  const { ledger, electrum, get } = await startSimulated(['electrum']);
  const script = scriptOf('p2wpkh', 'F2Pool');
  const known = ledger.touching(script).map(({ tx, block: of }) => ({ tx_hash: tx.txid, height: of?.height ?? 0 }));
  const older = Array.from({ length: 9_000 }, (_, at) => ({
    tx_hash: at.toString(16).padStart(64, '0'),
    height: at + 1
  }));
  electrum.histories.set(scriptHash(script), [...older, ...known]);
  const own = addressOf(script, mainNetwork) ?? '';
  const told = await get<Answer<typeof address>>(`/api/bitcoin/address/${own}`);
  expect(told.transactionCount).toBe(9_000 + known.length);
  expect(told.transactions).toHaveLength(25);
});

it('lets every panel stand alone: the node tells what it can, others what it cannot', async () => {
  const { ledger, look, get } = await startSimulated(['node', 'electrum', 'rest']);
  await look();
  const pool = await get<Answer<typeof mempool>>('/api/bitcoin/mempool');
  expect(pool.mempool).toMatchObject({ state: 'ok', source: 'node', value: { count: ledger.mempool().length } });
  expect(pool.projected.source).toBe('node');
  expect(pool.estimates.value?.map(({ blocks: within }) => within)).toEqual([1, 3, 6, 144]);
  expect(pool.largest.now.value?.[0]).toMatchObject({ seenAt: expect.any(Number) as number });
  const secured = await get<Answer<typeof mining>>('/api/bitcoin/mining?span=all');
  expect(secured.difficulty.source).toBe('node');
  expect(secured.pools).toMatchObject({ state: 'ok', source: 'rest' });
  expect(secured.versions.value?.versions).toMatchObject([{ version: '0x20000000' }]);
  const { price } = await get<Answer<typeof overview>>('/api/bitcoin/overview');
  expect(price).toMatchObject({ source: 'rest', value: { usd: 101_234, eur: 93_210, jpy: null } });
  const peers = await get<Answer<typeof nodes>>('/api/bitcoin/nodes');
  expect(peers.peers.value).toMatchObject({ total: 11, inbound: 1 });
  expect(peers.reachable).toMatchObject({ state: 'not configured', value: null });
});

it('says what is missing where nothing is configured and nobody answers, and never 0', async () => {
  const { look, get } = await startSimulated([]);
  await look();
  const told = await get<Answer<typeof overview>>('/api/bitcoin/overview');
  expect(told.chain).toMatchObject({ state: 'not available', value: null, asOf: null });
  expect(told.chain.reason).toContain('BITCOIN_RPC_URL');
  expect(told.node).toMatchObject({ state: 'not configured', value: null });
  const pool = await get<Answer<typeof mempool>>('/api/bitcoin/mempool');
  expect(pool.mempool.value).toBeNull();
  expect(pool.largest.ever.value).toBeNull();
  expect(await get('/api/bitcoin/blocks')).toMatchObject({ status: 503, code: 'not_available' });
  const health = await get<{ problems: { code: string }[] }>('/api/health');
  expect(health.problems.filter(({ code }) => code.includes('bitcoin'))).toEqual([]);
});

it('is found by the one search: height, transaction, address', async () => {
  const { ledger, look, get } = await startSimulated(['node']);
  await look();
  const [, paying] = ledger.block(ledger.tip).transactions;
  const own = addressOf(scriptOf('p2tr', 'anybody'), mainNetwork) ?? '';
  for (const [text, path] of [
    [String(ledger.tip), `/bitcoin/block/${ledger.tip}`],
    [paying?.txid ?? '', `/bitcoin/tx/${paying?.txid ?? ''}`],
    [ledger.block(ledger.tip).hash, `/bitcoin/block/${ledger.block(ledger.tip).hash}`],
    [own, `/bitcoin/address/${own}`]
  ]) {
    const { groups } = await get<Answer<typeof search>>(`/api/search?q=${text ?? ''}`);
    expect(groups.flatMap(({ items }) => items.map((item) => item.path))).toContain(path);
  }
});
