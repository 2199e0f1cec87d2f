/**
 * On Supabase: storing payments, and pages and search beside SQLite's. The shipped client over PostgREST to a PostgreSQL
 * that writes to disk.
 *
 * Each kind of search has the bar, and so have they mixed, as visitors ask.
 */
import { heapLimits } from '../../scripts/run/host.js';
import type { Bench } from '../harness/bench.ts';
import { runToEnd } from '../harness/child.ts';
import { loadProduct } from '../harness/load.ts';
import { median, percentile } from '../harness/percentiles.ts';
import { buildStoreParts, planted, samplePayments } from '../harness/planted.ts';
import type { Product } from '../harness/product.ts';
import { fillProject } from '../harness/project.ts';
import { atLeast, atMost, text, type Row } from '../harness/row.ts';
import { deepPages, firstPages, mixed, searches } from './questions.ts';

const PAYMENTS = 50_000;
const PER_WRITE = 1_000;
const SECONDS = 8;
const SAMPLED = 3_000;
/** Of what SQLite takes. */
const TIMES = 2;

export async function supabase(bench: Bench): Promise<Row[]> {
  return [await stored(bench), ...(await read(bench))];
}

async function stored(bench: Bench): Promise<Row> {
  await buildStoreParts();
  bench.say(`storing ${PAYMENTS} payments over RPC`);
  const project = await bench.project();
  const args = [
    ...heapLimits,
    'build/bench/rate.js',
    project.url,
    String(PAYMENTS),
    String(PER_WRITE),
    project.serviceKey
  ];
  const { tookMs } = JSON.parse(await runToEnd({ name: 'storing', args })) as { tookMs: number[] };
  await project.end();
  const perSecond = PAYMENTS / (tookMs.reduce((sum, ms) => sum + ms, 0) / 1000);
  const detail = { perWrite: PER_WRITE, medianMs: median(tookMs), p99Ms: percentile(tookMs, 99) };
  return { what: 'store batches on Postgres over RPC', ...atLeast(perSecond, 3_000, 'payments/s'), detail };
}

async function read(bench: Bench): Promise<Row[]> {
  const path = await planted(bench.payments, bench.say);
  const found = searches(samplePayments(path, SAMPLED));
  const kinds = [
    { what: 'transactions pages 1-100', paths: firstPages(), connections: 16 },
    { what: 'transactions page 10,000', paths: deepPages(), connections: 16 },
    { what: 'search, the kinds mixed', paths: mixed(found), connections: 4 },
    { what: 'search by full txid', paths: found.txid, connections: 4 },
    { what: 'search by payer', paths: found.payer, connections: 4 },
    { what: 'search by app name', paths: found.app, connections: 4 },
    { what: 'search by 8 characters', paths: found.characters, connections: 4 }
  ];
  const loadAll = async (product: Product) => {
    const loads = [];
    for (const { what, paths, connections } of kinds) {
      bench.say(what);
      loads.push({ what, ...(await loadProduct(product, { paths, connections, seconds: SECONDS })) });
    }
    await product.end();
    return loads;
  };

  bench.say('on SQLite');
  const onSqlite = await loadAll((await bench.productWith()).product);
  bench.say(`filling a project with ${text(bench.payments)} payments`);
  const project = await bench.project();
  await fillProject(project, path);
  const onSupabase = await loadAll(await bench.productOn(project));
  return onSupabase.map((load, at) => {
    const sqlite = onSqlite[at];
    const bar = atMost(load.p99, TIMES * (sqlite?.p99 ?? NaN), `ms p99, twice SQLite's`);
    const isPassed = bar.isPassed === true && load.failures === 0;
    return { what: `${load.what}, on Postgres`, ...bar, isPassed, detail: { ...load, sqlite } };
  });
}
