/**
 * What the stored databases hold: two payments of one day and one of the next, and what belongs to them, written as rows of
 * the tables, without the product's own statements.
 */
const TRACKED = 't3NryfAQLGeFs9jEoeqsxmBN2QLRaRKFLUX';
const shared = { block_hash: 'b10c', address: TRACKED, source: 'other', settled: 1, price_source: 'close' };
const sums = { source: 'other', usd_micros: 0, priced_count: 0 };

export const rows: Record<string, Record<string, unknown>[]> = {
  chain_transactions: [
    {
      txid: 'aa11'.repeat(16),
      height: 100,
      block_hash: 'b10c',
      block_time: 1_772_366_400,
      payload: '{"p":"t1Ann","o":[],"r":[]}'
    }
  ],
  revenue_transactions: [
    // Height x 65,536 + 65,535 - the first four digits of the txid: 0xaa11 = 43,537.
    {
      ...shared,
      sort_key: 6_575_598,
      txid: 'aa11'.repeat(16),
      block_height: 100,
      block_time: 1_772_366_400,
      date: '2026-03-01',
      from_address: 't1Ann',
      amount_sat: 165_388_268,
      usd_micros: 330_777,
      app_name: 'Palworld',
      app_type: 'docker'
    },
    {
      ...shared,
      sort_key: 6_641_134,
      txid: 'aa11bb22'.repeat(8),
      block_height: 101,
      block_time: 1_772_366_520,
      date: '2026-03-01',
      from_address: 't1Ben',
      amount_sat: 1,
      usd_micros: null,
      price_source: null,
      app_name: null,
      app_type: null
    },
    {
      ...shared,
      sort_key: 6_706_670,
      txid: 'aa11cc33'.repeat(8),
      block_height: 102,
      block_time: 1_772_452_800,
      date: '2026-03-02',
      from_address: 't1Ann',
      amount_sat: 9_007_199_254_740_993n,
      usd_micros: 5,
      app_name: 'Palworld',
      app_type: 'docker'
    }
  ],
  revenue_daily: [
    { ...sums, date: '2026-03-01', payment_count: 2, amount_sat: 165_388_269, usd_micros: 330_777, priced_count: 1 },
    {
      ...sums,
      date: '2026-03-02',
      payment_count: 1,
      amount_sat: 9_007_199_254_740_993n,
      usd_micros: 5,
      priced_count: 1
    }
  ],
  revenue_block_ranges: [{ block_range: 0, source: 'other', payment_count: 3 }],
  revenue_apps: [
    {
      app_name: 'Palworld',
      app_type: 'docker',
      payment_count: 2,
      amount_sat: 9_007_199_420_129_261n,
      usd_micros: 330_782,
      priced_count: 2,
      first_payment: 1_772_366_400,
      last_payment: 1_772_452_800
    }
  ],
  flux_price_history: [
    { date: '2026-03-01', price_e8: 20_000_000, source: 'coingecko', fetched_at: 1_772_455_000, applied_e8: 20_000_000 }
  ],
  sync_cursors: [{ address: TRACKED, height: 2_000_000, updated_at: 1_773_835_200 }],
  sync_status: [
    {
      name: 'revenue',
      value: '{"tip":2000059,"tipTime":1773835170,"completedAt":1773835200,"complete":true}',
      updated_at: 1_773_835_200
    }
  ],
  daily_snapshots: [{ snapshot_date: '2026-03-01', origin: 'observed', taken_at: 1_772_410_000, node_total: 6_700 }],
  repo_images: [
    {
      id: 7,
      image_name: 'thijsvanloef/palworld-server-docker:v1',
      repository: 'thijsvanloef/palworld-server-docker',
      category: 'gaming',
      product_slug: 'palworld',
      product_label: 'Palworld'
    }
  ],
  repo_snapshots: [{ snapshot_date: '2026-03-01', image_id: 7, instance_count: 42, category_count: 41 }],
  node_observations: [
    { collateral: 'c0:0', from_at: 1_772_366_400, to_at: 1_772_370_000, tier: 'stratus', payment_address: 't1Node' }
  ]
};
