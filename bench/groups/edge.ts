/**
 * Kept answers through the public port against a bare `node:http` server that sends the same headers and bytes: in turns, in one
 * run, as a ratio of medians, since on a shared machine nothing else holds still.
 */
import { startBare } from '../harness/bare.ts';
import type { Bench } from '../harness/bench.ts';
import { cpuSecondsOf } from '../harness/cpu.ts';
import { loadProduct, runLoad } from '../harness/load.ts';
import { median } from '../harness/percentiles.ts';
import { atLeast, type Row } from '../harness/row.ts';

const CONNECTIONS = 32;
const SECONDS = 3;
const TURNS = 5;
/** What is kept does not grow with the ledger. */
const PAYMENTS = 10_000;

const packed = { 'accept-encoding': 'gzip, br' };
const kinds: [path: string, headers: Record<string, string>][] = [
  ['/api/transactions/summary', {}],
  ['/api/header', {}],
  ['/api/transactions/paginated', {}],
  ['/api/history/revenue/daily', packed],
  ['/api/history/snapshots/full?limit=365', packed]
];

export async function edge(bench: Bench): Promise<Row[]> {
  const { product } = await bench.productWith(PAYMENTS);
  const rows: Row[] = [];
  for (const [path, headers] of kinds) {
    bench.say(path);
    const bare = await startBare(product.web + path, headers);
    const load = { paths: [path], connections: CONNECTIONS, seconds: SECONDS, warmSeconds: 1, headers };
    const own: { rate: number; cpuMs: number }[] = [];
    const others: typeof own = [];
    let failures = 0;
    try {
      for (let turn = 0; turn < TURNS; turn++) {
        const ours = await loadProduct(product, load);
        own.push({ rate: ours.requestsPerSecond, cpuMs: ours.webCpuMs });
        const before = cpuSecondsOf(bare.child.pid);
        const theirs = await runLoad({ ...load, url: bare.url });
        const cpuMs = ((cpuSecondsOf(bare.child.pid) - before) * 1_000) / (theirs.answers + theirs.warmAnswers);
        others.push({ rate: theirs.requestsPerSecond, cpuMs });
        failures += ours.failures + theirs.failures;
      }
    } finally {
      await bare.child.end();
    }
    const of = (turns: typeof own, key: 'rate' | 'cpuMs') => median(turns.map((turn) => turn[key]));
    const bar = atLeast(of(own, 'rate') / of(others, 'rate'), 0.5, 'of bare node:http');
    rows.push({
      what: `kept ${path}`,
      ...bar,
      isPassed: bar.isPassed === true && failures === 0,
      detail: { cpuRatio: of(others, 'cpuMs') / of(own, 'cpuMs'), own, others, failures }
    });
  }
  return rows;
}
