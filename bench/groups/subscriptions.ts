/**
 * Pages of subscriptions and the time machine at 1,000,000 segments, on the API's own port, one question after another, none of
 * which a cache could answer.
 */
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { heapLimits } from '../../scripts/run/host.js';
import type { Bench } from '../harness/bench.ts';
import { runToEnd } from '../harness/child.ts';
import { median, percentile } from '../harness/percentiles.ts';
import { buildStoreParts, copyDatabase, planted } from '../harness/planted.ts';
import { atMost, type Row } from '../harness/row.ts';
import { timeAnswer } from '../harness/time-answer.ts';

/** The ledger beside them is small: its size is the matter of other groups. */
const LEDGER = 10_000;
const ASKED = 200;
const FIRST_HEIGHT = 1_700_000;
const LAST_HEIGHT = 3_140_000;

export async function subscriptions(bench: Bench): Promise<Row[]> {
  const dbPath = join(bench.folder(), 'bench.sqlite3');
  copyDatabase(await planted(LEDGER, bench.say), dbPath);
  await buildStoreParts();
  bench.say(`adding ${bench.payments.toLocaleString('en-US')} segments`);
  const args = [...heapLimits(), 'build/bench/subscriptions.js', dbPath, String(bench.payments)];
  bench.say((await runToEnd({ name: 'adding segments', args })).trim());
  const ids = idsOf(dbPath);
  const { env } = await bench.simulator(['--scale', '0.01']);
  const product = await bench.product({ dbPath, upstreams: env });
  await product.untilQuiet();

  const rows: Row[] = [];
  for (const { what, p99Ms, paths } of questions(ids)) {
    bench.say(what);
    const took: number[] = [];
    for (const path of paths) took.push(await timeAnswer(product.api + path));
    const bar = atMost(percentile(took, 99), p99Ms, 'ms p99');
    rows.push({ what: `${what}, one at a time`, ...bar, detail: { asked: took.length, medianMs: median(took) } });
  }
  return rows;
}

interface Sampled {
  id: string;
  height: number;
  app: string;
  owner: string;
  sender: string;
}

/** Some segments from all over the time. */
function idsOf(path: string): Sampled[] {
  const db = new Database(path, { readonly: true });
  try {
    const next = db.prepare<[number], Sampled>(
      `SELECT id, order_height AS height, app_name AS app, owner, sender FROM subscriptions
       WHERE order_height >= ? AND is_listed = 1 AND app_name LIKE 'bench%' ORDER BY order_height, id LIMIT 1`
    );
    return heights(ASKED)
      .map((height) => next.get(height))
      .filter((row) => row !== undefined);
  } finally {
    db.close();
  }
}

/** Spread over the chain, in no order. */
function heights(count: number): number[] {
  const step = (LAST_HEIGHT - FIRST_HEIGHT) / count;
  return Array.from({ length: count }, (_, at) => Math.floor(FIRST_HEIGHT + step * ((at * 7_919) % count) + at));
}

function questions(sampled: Sampled[]): { what: string; p99Ms: number; paths: string[] }[] {
  const list = (query: string, at: number) => `/api/subscriptions?${query}&limit=${20 + (at % 80)}`;
  const asked = heights(ASKED);
  return [
    { what: 'pages at a height', p99Ms: 25, paths: asked.map((height, at) => list(`at=${height}`, at)) },
    {
      what: 'pages of an owner',
      p99Ms: 25,
      paths: sampled.map(({ owner }, at) => list(`owner=${owner}`, at))
    },
    { what: 'pages of a payer', p99Ms: 25, paths: sampled.map(({ sender }, at) => list(`sender=${sender}`, at)) },
    {
      what: 'pages of what is active at a height',
      p99Ms: 25,
      paths: asked.map((height, at) => list(`status=active&at=${height}`, at))
    },
    {
      what: 'pages of what was cancelled at a height',
      p99Ms: 25,
      paths: asked.map((height, at) => list(`status=cancelled&at=${height}`, at))
    },
    { what: 'one segment', p99Ms: 25, paths: sampled.map(({ id }) => `/api/subscriptions/${id}`) },
    {
      what: 'the chain of an app at a height',
      p99Ms: 100,
      paths: sampled.map(({ app, height }) => `/api/subscriptions?app=${app}&at=${height}&limit=50`)
    },
    { what: 'the network at a height', p99Ms: 100, paths: asked.map((height) => `/api/network/at?at=${height}`) },
    {
      what: 'pages with their total at a height',
      p99Ms: 100,
      paths: asked.map((height, at) => list(`at=${height}&includeTotal=true`, at))
    }
  ];
}
