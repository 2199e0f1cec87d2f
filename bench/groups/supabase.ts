/**
 * On Supabase: storing payments, and pages and search beside SQLite's. The shipped client over PostgREST to a PostgreSQL
 * that writes to disk.
 *
 * Each kind of search has the bar, and so have they mixed, as visitors ask.
 */
import { heapLimits } from '../../scripts/run/host.js';
import type { Bench } from '../harness/bench.ts';
import { runToEnd } from '../harness/child.ts';
import { loadProduct, type CostedLoad } from '../harness/load.ts';
import { median, percentile } from '../harness/percentiles.ts';
import { buildStoreParts, planted, samplePayments } from '../harness/planted.ts';
import type { Product } from '../harness/product.ts';
import { fillProject } from '../harness/project.ts';
import { atLeast, atMost, text, type Row } from '../harness/row.ts';
import { deepPages, firstPages, mixed, searches } from './questions.ts';

const PAYMENTS = 50_000;
const PER_WRITE = 1_000;
const SECONDS = 5;
const TURNS = 3;
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
    ...heapLimits(),
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
  const onSqlite = (await bench.productWith()).product;
  bench.say(`filling a project with ${text(bench.payments)} payments`);
  const project = await bench.project();
  await fillProject(project, path);
  const onSupabase = await bench.productOn(project);
  const rows: Row[] = [];
  for (const kind of kinds) {
    bench.say(kind.what);
    rows.push(await compared(kind, { onSqlite, onSupabase }));
  }
  return rows;
}

/** In turns, so that whatever else the machine does falls on both; of each the median of its turns. */
async function compared(
  { what, ...load }: { what: string; paths: string[]; connections: number },
  { onSqlite, onSupabase }: { onSqlite: Product; onSupabase: Product }
): Promise<Row> {
  const took = { sqlite: [] as CostedLoad[], supabase: [] as CostedLoad[] };
  for (let turn = 0; turn < TURNS; turn++) {
    took.sqlite.push(await loadProduct(onSqlite, { ...load, seconds: SECONDS }));
    took.supabase.push(await loadProduct(onSupabase, { ...load, seconds: SECONDS }));
  }
  const p99 = (loads: CostedLoad[]) => median(loads.map((each) => each.p99));
  const bar = atMost(p99(took.supabase), TIMES * p99(took.sqlite), `ms p99, twice SQLite's`);
  const isPassed = bar.isPassed === true && took.supabase.every(({ failures }) => failures === 0);
  return { what: `${what}, on Postgres`, ...bar, isPassed, detail: took };
}
