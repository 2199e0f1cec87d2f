/** Storing payments on Supabase: the shipped client over the PostgREST-compatible server to a PostgreSQL that writes to disk. */
import { heapLimits } from '../../scripts/run/host.js';
import { startCluster } from '../../scripts/supabase/cluster.ts';
import type { Bench } from '../harness/bench.ts';
import { firstLine, runToEnd, startChild } from '../harness/child.ts';
import { median, percentile } from '../harness/percentiles.ts';
import { buildStoreParts } from '../harness/planted.ts';
import { atLeast, type Row } from '../harness/row.ts';

const PAYMENTS = 50_000;
const PER_WRITE = 1_000;

export async function supabase(bench: Bench): Promise<Row[]> {
  await buildStoreParts();
  bench.say(`storing ${PAYMENTS} payments over RPC`);
  const cluster = await startCluster({ isDurable: true });
  const server = startChild({
    name: 'the local Supabase project',
    args: ['scripts/supabase/main.ts', '--db-url', cluster.url],
    env: { LITE_TELEMETRY: '0', DO_NOT_TRACK: '1' }
  });
  try {
    const { url, serviceKey } = JSON.parse(await firstLine(server)) as { url: string; serviceKey: string };
    const args = [...heapLimits, 'build/bench/rate.js', url, String(PAYMENTS), String(PER_WRITE), serviceKey];
    const { tookMs } = JSON.parse(await runToEnd({ name: 'storing', args })) as { tookMs: number[] };
    const perSecond = PAYMENTS / (tookMs.reduce((sum, ms) => sum + ms, 0) / 1000);
    const detail = { perWrite: PER_WRITE, medianMs: median(tookMs), p99Ms: percentile(tookMs, 99) };
    return [{ what: 'store batches on Postgres over RPC', ...atLeast(perSecond, 3_000, 'payments/s'), detail }];
  } finally {
    await server.end();
    await cluster.close();
  }
}
