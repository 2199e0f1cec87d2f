/** The story's Bitcoin: blocks that are seen and replaced, gaps, large transactions, panels that fail and recover. */
import { tipMoved } from '../../lib/contract/bitcoin/events.ts';
import { eventOf } from '../../lib/server/platform/events/event.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { leaseOf, NOON } from '../support/factories.ts';
import type { Ask } from './story.ts';

const HOUR = 3_600;

export async function tellBitcoin(store: Store, ask: Ask): Promise<void> {
  const lease = await leaseOf(store, 'bitcoin');
  const block = (height: number, time: number, hash = `hash ${height}`) => ({
    height,
    hash,
    time,
    version: height % 2 === 0 ? 536_870_912 : -2_147_483_648,
    tx_count: 3,
    size_bytes: 1_000,
    weight: 4_000,
    fees_sat: '9007199254740993',
    subsidy_sat: '312500000',
    output_sat: '2099999997690000',
    median_rate_e3: 2_500,
    miner: 'Ärger'
  });
  const unknown = { version: null, tx_count: null, size_bytes: null, weight: null, fees_sat: null, subsidy_sat: null };
  const store_blocks = (blocks: ReturnType<typeof block>[], tip: number) =>
    ask('store_bitcoin_blocks', { ...lease, blocks, tip, source: 'node', events: [] });
  await store_blocks([block(100, NOON - 3 * HOUR), block(101, NOON - 2 * HOUR), block(102, NOON - HOUR)], 102);
  // Two blocks are replaced by one; then some are missing.
  await store_blocks([block(101, NOON - 2 * HOUR + 60, 'another')], 101);
  const odd = { ...block(105, NOON), ...unknown, output_sat: null, median_rate_e3: null, miner: null };
  const tip = { chain: 'bitcoin' as const, height: 105, hash: 'ab'.repeat(32), time: NOON, replaced: 0 };
  const moved = eventOf(tipMoved, tip, { at: NOON, of: tip.hash });
  await ask('store_bitcoin_blocks', { ...lease, blocks: [odd], tip: 105, source: 'rest', events: [moved] });
  await ask('bitcoin_blocks_above', { height: 0 });
  await ask('bitcoin_blocks_above', { height: 101 });
  for (const since of [0, NOON - HOUR]) {
    await ask('bitcoin_block_steps', { since, step: HOUR });
    await ask('bitcoin_block_gaps', { since });
  }
  await ask('bitcoin_blocks_span', {});
  await ask('bitcoin_versions', { blocks: 2_016 });
  await ask('bitcoin_versions', { blocks: 1 });

  const large = (at: number, amount: number) => ({
    txid: `tx ${at}`,
    amount_sat: String(amount),
    fee_sat: at % 2 === 0 ? null : '7',
    vsize: 141
  });
  const seen = (transactions: ReturnType<typeof large>[], now: number) =>
    ask('store_bitcoin_large', { ...lease, transactions, now });
  // Of an hour the twenty largest stay, and those of long ago only while they are among the largest of all.
  await seen(
    Array.from({ length: 30 }, (_, at) => large(at, 1_000 + at)),
    NOON - 40 * 24 * HOUR
  );
  await seen(
    Array.from({ length: 30 }, (_, at) => large(100 + at, 2_000 + at)),
    NOON
  );
  await seen([large(100, 1)], NOON + 1);
  await ask('bitcoin_large_since', { since: 0, limit: 100 });
  await ask('bitcoin_large_since', { since: NOON, limit: 3 });
  await ask('bitcoin_large_first', {});

  const panel = { ...lease, name: 'head', body: '{"height":1}', source: 'node', state: 'ok', reason: null, at: NOON };
  await ask('store_bitcoin_panel', panel);
  const failed = { ...panel, body: null, source: null, state: 'not available', reason: 'away', at: NOON + 1 };
  await ask('store_bitcoin_panel', failed);
  await ask('store_bitcoin_panel', { ...failed, name: 'peers' });
  await ask('bitcoin_panels_all', {});
  await ask('store_bitcoin_panel', { ...panel, source: 'rest', at: NOON + 2 });
  await ask('bitcoin_panels_all', {});
}
