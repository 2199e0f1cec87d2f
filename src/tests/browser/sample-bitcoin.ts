/** Panels of Bitcoin that are stored, and blocks of three hours; peers could not be told. */
import type { HeadValue, LargeValue, NodeValue } from '../../lib/contract/bitcoin/overview.ts';
import type {
  EstimatesValue,
  HistogramValue,
  MempoolValue,
  ProjectedValue
} from '../../lib/contract/bitcoin/mempool.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { leaseOf } from '../support/factories.ts';

const HOUR = 3_600;

export async function plantBitcoin(store: Store, now: number): Promise<void> {
  const lease = await leaseOf(store, 'bitcoin');
  const panel = (name: string, value: unknown) =>
    store.query('store_bitcoin_panel', {
      ...lease,
      name,
      body: JSON.stringify(value),
      source: 'node',
      state: 'ok',
      reason: null,
      at: now
    });
  await panel('head', {
    network: 'main',
    ticker: 'BTC',
    height: 920_000,
    hash: 'ab'.repeat(32),
    time: now - 300,
    isSyncing: false,
    subsidy: '3.12500000',
    halving: { height: 1_050_000, blocksLeft: 130_000, subsidy: '1.56250000', expectedAt: now + 130_000 * 600 },
    secondsPerBlock: 600,
    difficulty: 1.5e14,
    retarget: { height: 921_312, blocksLeft: 1_312, change: -1.25, expectedAt: now + 1_312 * 600 },
    hashrate: 1.07e21,
    supply: '19937503.12500000'
  } satisfies Omit<HeadValue, 'ageSeconds'>);
  await panel('node', {
    version: '/Satoshi:30.0.0/',
    peers: 11,
    inbound: 1,
    outbound: 10,
    isPruned: false,
    prunedBelow: null,
    headers: 920_000
  } satisfies NodeValue);
  await panel('mempool', {
    count: 12_345,
    vsize: 9_876_543,
    fees: '0.25000000',
    minimumFeeRate: 0.1
  } satisfies MempoolValue);
  await panel('histogram', [
    { feeRate: 10, vsize: 800_000 },
    { feeRate: 1, vsize: 9_076_543 }
  ] satisfies HistogramValue);
  await panel('projected', [
    {
      vsize: 999_000,
      transactionCount: 3_100,
      fees: '0.09000000',
      medianFeeRate: 8.5,
      lowestFeeRate: 4,
      highestFeeRate: 120
    }
  ] satisfies ProjectedValue);
  await panel('estimates', [
    { blocks: 1, feeRate: 9 },
    { blocks: 3, feeRate: 5 },
    { blocks: 6, feeRate: 3 },
    { blocks: 144, feeRate: null }
  ] satisfies EstimatesValue);
  await panel('largest-now', [
    { txid: 'cd'.repeat(32), amount: '1250.00000000', fee: null, feeRate: null, vsize: 141, seenAt: now - 60 }
  ] satisfies LargeValue);
  const missing = { body: null, source: null, state: 'not available', reason: 'connection refused', at: now };
  await store.query('store_bitcoin_panel', { ...lease, name: 'peers', ...missing });
  const blocks = Array.from({ length: 18 }, (_, back) => ({
    height: 920_000 - back,
    hash: (920_000 - back).toString(16).padStart(64, '0'),
    time: now - 300 - back * 600,
    version: 0x20000000,
    tx_count: 3_000,
    size_bytes: 1_500_000,
    weight: 3_990_000,
    fees_sat: '2500000',
    subsidy_sat: '312500000',
    output_sat: '123456789012',
    median_rate_e3: 2_500,
    miner: 'F2Pool'
  }));
  await store.query('store_bitcoin_blocks', { ...lease, blocks, tip: 920_000, source: 'node', events: [] });
  await store.query('store_bitcoin_large', {
    ...lease,
    transactions: [{ txid: 'cd'.repeat(32), amount_sat: '125000000000', fee_sat: null, vsize: 141 }],
    now: now - HOUR
  });
}
