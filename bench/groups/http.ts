/** Cached public answers through the web port, at 1,000,000 payments. */
import type { Bench } from '../harness/bench.ts';
import { loadProduct } from '../harness/load.ts';
import { all, atLeast, atMost, type Row } from '../harness/row.ts';

const CONNECTIONS = 32;
const SECONDS = 6;
const paths = [
  '/api/transactions/summary',
  '/api/revenue/monthly',
  '/api/history/revenue/daily',
  '/api/transactions/paginated',
  '/api/analytics/apps',
  '/api/header',
  '/api/health'
];

export async function http(bench: Bench): Promise<Row[]> {
  const { product } = await bench.productWith();
  const rows: Row[] = [];
  for (const path of paths) {
    bench.say(path);
    const load = await loadProduct(product, { paths: [path], connections: CONNECTIONS, seconds: SECONDS });
    const bars = all(atLeast(load.requestsPerSecond, 5_000, 'req/s'), atMost(load.p99, 30, 'ms p99'));
    rows.push({
      what: `cached ${path}`,
      ...bars,
      isPassed: bars.isPassed === true && load.failures === 0,
      detail: { ...load }
    });
  }
  return rows;
}
