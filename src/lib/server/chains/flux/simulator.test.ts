/** The clients against the simulated network: what the two sources of transactions tell must be the same. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../../../../simulator/index.ts';
import type { AppMessage, ChainTransaction } from '../../../domain/chain.ts';
import { createUpstreams, type Upstreams } from '../../upstreams.ts';

const ADDRESS = 't3NryfAQLGeFs9jEoeqsxmBN2QLRaRKFLUX';
const NOW = 1_795_136_400;

let simulator: Simulator;
let upstreams: Upstreams;
const { signal } = new AbortController();

beforeAll(async () => {
  simulator = await startSimulator({
    scale: 0.01,
    now: NOW,
    isClockFixed: true,
    blockMs: 'manual',
    hasStaleCaches: false,
    maxTipLag: 0
  });
  upstreams = connect({ perSecond: 100_000 });
});
afterAll(async () => {
  await upstreams.close();
  await simulator.close();
});

describe('the two sources of transactions', () => {
  it('tell the same transactions, to the last field', async () => {
    const { blockbook, daemon } = upstreams;
    const range = { address: ADDRESS, from: 1, to: await daemon.tip(signal) };
    const fromBlockbook = await readPages(range);
    const places = await daemon.addressTransactions(range, signal);
    expect(await daemon.addressTxids(range, signal)).toEqual(places.map(({ txid }) => txid));
    const fromDaemon = await Promise.all(
      places.map(async ({ txid, height }): Promise<ChainTransaction> => {
        const { reported, ...content } = await daemon.transaction(txid, signal);
        if (reported === null) throw new Error(`${txid} has no place`);
        expect(reported.height).toBe(height);
        return { ...content, height, blockHash: reported.blockHash, blockTime: reported.blockTime };
      })
    );
    expect(fromDaemon.length).toBeGreaterThan(300);
    expect(byPlace(fromBlockbook)).toEqual(fromDaemon);
    const { txid, height, blockHash, blockTime } = fromDaemon[0]!;
    expect(await blockbook.transaction(txid, signal)).toEqual(fromDaemon[0]);
    expect(await daemon.blockHash(height, signal)).toBe(blockHash);
    expect(await blockbook.blockHash(height, signal)).toBe(blockHash);
    expect(await daemon.blockHeader(blockHash, signal)).toEqual({ height, time: blockTime, isOrphan: false });
  });
  it('answer a range without transactions with nothing', async () => {
    const range = { address: ADDRESS, from: 10, to: 20 };
    expect(await readPages(range)).toEqual([]);
    expect(await upstreams.daemon.addressTransactions(range, signal)).toEqual([]);
  });
  it('say what is above the tip', async () => {
    const { daemon, blockbook } = upstreams;
    const to = (await daemon.tip(signal)) + 9;
    const above = { name: 'BlockOutOfRange' };
    await expect(daemon.blockHash(to, signal)).rejects.toMatchObject(above);
    await expect(blockbook.blockHash(to, signal)).rejects.toMatchObject(above);
    await expect(daemon.addressTransactions({ address: ADDRESS, from: 1, to }, signal)).rejects.toMatchObject(above);
    await expect(daemon.transaction('f'.repeat(64), signal)).rejects.toMatchObject({ name: 'TransactionUnknown' });
  });
  it('agree on the block that was replaced', async () => {
    const tip = await upstreams.daemon.tip(signal);
    const before = await upstreams.daemon.blockHash(tip, signal);
    simulator.reorg({ depth: 2 });
    expect(await upstreams.daemon.blockHash(tip, signal)).not.toBe(before);
    expect(await upstreams.daemon.blockHeader(before, signal)).toMatchObject({ isOrphan: true });
  });
});

describe('the other sources', () => {
  it('tell every message once, in the dump and by its hash alike', async () => {
    const messages: AppMessage[] = [];
    const { count, skipped } = await upstreams.appMessages.all(
      (batch) => Promise.resolve(void messages.push(...batch)),
      signal
    );
    expect(skipped).toBe(0);
    expect(count).toBeGreaterThan(500);
    expect(new Set(messages.map(({ hash }) => hash)).size).toBe(count);
    expect(new Set(messages.map(({ specVersion }) => specVersion)).size).toBeGreaterThan(3);
    expect(messages.some(({ isEncrypted }) => isEncrypted)).toBe(true);
    const one = messages[42]!;
    expect(await upstreams.appMessages.byHash(one.hash, signal)).toEqual(one);
    expect(await upstreams.appMessages.byHash('0'.repeat(64), signal)).toBeNull();
  });
  it('agree on prices within a percent, and leave today out', async () => {
    const { daily, live } = upstreams.prices;
    const range = { start: '2026-10-01', end: '2026-11-20' };
    const [binance = [], coingecko = []] = await Promise.all(daily.map((source) => source.closes(range, signal)));
    expect(binance.at(-1)?.date).toBe('2026-11-19');
    expect(coingecko.map(({ date }) => date)).toEqual(binance.map(({ date }) => date));
    for (const [index, { priceE8 }] of coingecko.entries()) expect(isNear(priceE8, binance[index]!.priceE8)).toBe(true);
    const prices = await Promise.all(live.map((source) => source.price(signal)));
    expect(prices).toHaveLength(4);
    expect(prices.every(({ priceE8 }) => isNear(priceE8, prices[0]!.priceE8))).toBe(true);
  });
  it('are all well afterwards', async () => {
    const { network } = upstreams;
    await Promise.all([network.nodeCounts(signal), network.appSpecs(signal), network.appLocations(signal)]);
    await network.machines(signal);
    expect(upstreams.sources().filter(({ ok, lastSuccess }) => !ok || lastSuccess === null)).toEqual([]);
  });
});

describe('an unreliable network', () => {
  it('gives the same transactions as a reliable one', async () => {
    const range = { address: ADDRESS, from: 2_900_000, to: await upstreams.daemon.tip(signal) };
    const expected = byPlace(await readPages(range));
    simulator.faults({
      source: 'blockbook',
      kinds: ['status500', 'status502html', 'reset', 'truncated', 'garbage'],
      rate: 0.3
    });
    expect(byPlace(await readPages(range))).toEqual(expected);
    simulator.clearFaults();
  });
  it('fails with a named source, and leaves the other sources alone', async () => {
    simulator.faults({ source: 'blockbook', kinds: ['down'] });
    const other = connect({ perSecond: 100_000, retryDelayMs: 1 });
    for (let call = 0; call < 3; call += 1) await expect(other.blockbook.status(signal)).rejects.toThrow('blockbook: ');
    expect(await other.daemon.tip(signal)).toBeGreaterThan(3_000_000);
    const unwell = other.sources().filter(({ ok }) => !ok);
    expect(unwell.map(({ name }) => name)).toEqual(['blockbook']);
    await other.close();
    simulator.clearFaults();
  });
  it('is never asked faster, nor with more requests at once, than the limits say', async () => {
    const tip = await upstreams.daemon.tip(signal);
    simulator.resetRequests();
    const slow = connect({ perSecond: 5 });
    await Promise.all(Array.from({ length: 12 }, (_, index) => slow.daemon.blockHash(tip - index, signal)));
    await slow.close();
    // Exactly 5 on a machine that never stalls; 12 where nothing is spaced.
    expect(simulator.requests().hosts.api!.maxPerSecond).toBeLessThanOrEqual(8);

    simulator.latency({ ms: 20 });
    await Promise.all([
      ...Array.from({ length: 40 }, (_, index) => upstreams.daemon.blockHash(tip - index, signal)),
      ...Array.from({ length: 10 }, (_, index) => upstreams.blockbook.blockHash(tip - index, signal))
    ]);
    simulator.latency({ ms: 0 });
    const { api, blockbook } = simulator.requests().hosts;
    expect(api).toMatchObject({ requests: 52, maxInFlight: 8 });
    expect(blockbook).toMatchObject({ requests: 10, maxInFlight: 2 });
  });
});

async function readPages(range: { address: string; from: number; to: number }): Promise<ChainTransaction[]> {
  const all: ChainTransaction[] = [];
  for (let page = 1; ; page += 1) {
    const { transactions, unreadable, isLast } = await upstreams.blockbook.addressPage({ ...range, page }, signal);
    expect(unreadable).toEqual([]);
    all.push(...transactions);
    if (isLast) return all;
  }
}

function byPlace(transactions: ChainTransaction[]): ChainTransaction[] {
  return transactions.sort((a, b) => a.height - b.height || (a.txid < b.txid ? -1 : 1));
}

function isNear(a: bigint, b: bigint): boolean {
  return Math.abs(Number(a - b)) <= Number(b) / 100;
}

function connect(limits: NonNullable<Parameters<typeof createUpstreams>[1]['limits']>): Upstreams {
  const at = (name: string) => simulator.env[name]!;
  const settings = {
    api: at('FLUX_API_URL'),
    stats: at('FLUX_STATS_URL'),
    blockbook: at('FLUX_BLOCKBOOK_URL'),
    explorer: at('FLUX_EXPLORER_URL'),
    coingecko: at('COINGECKO_URL'),
    binance: at('BINANCE_URL'),
    cryptocompare: at('CRYPTOCOMPARE_URL'),
    cryptocompareKey: 'key-of-tests'
  };
  return createUpstreams(settings, { now: () => NOW, limits });
}
