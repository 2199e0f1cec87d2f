/** Storing payments: raw fact, row, roll-ups, search index and cursor, one transaction per batch. */
import { join } from 'node:path';
import { heapLimits } from '../../scripts/run/host.js';
import type { Bench } from '../harness/bench.ts';
import { runToEnd } from '../harness/child.ts';
import { median, percentile } from '../harness/percentiles.ts';
import { buildStoreParts } from '../harness/planted.ts';
import { atLeast, type Row } from '../harness/row.ts';

const PAYMENTS = 100_000;
const PER_WRITE = 1_000;

export async function store(bench: Bench): Promise<Row[]> {
  await buildStoreParts();
  bench.say(`storing ${PAYMENTS} payments`);
  const path = join(bench.folder(), 'rate.sqlite3');
  const args = [...heapLimits(), 'build/bench/rate.js', path, String(PAYMENTS), String(PER_WRITE)];
  const { tookMs } = JSON.parse(await runToEnd({ name: 'storing', args })) as { tookMs: number[] };
  const perSecond = PAYMENTS / (tookMs.reduce((sum, ms) => sum + ms, 0) / 1000);
  const detail = { perWrite: PER_WRITE, medianMs: median(tookMs), p99Ms: percentile(tookMs, 99) };
  return [{ what: 'store batches on SQLite', ...atLeast(perSecond, 8_000, 'payments/s'), detail }];
}
