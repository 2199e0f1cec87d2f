/** Uncached reads through the web port at 1,000,000 payments, while liveness is asked at a steady pace. */
import type { Bench } from '../harness/bench.ts';
import { loadProduct } from '../harness/load.ts';
import { samplePayments } from '../harness/planted.ts';
import { startProbe, type ProbeResult } from '../harness/probe.ts';
import { atMost, type Row } from '../harness/row.ts';
import { appPages, deepPages, firstPages, searches, sortedAndFiltered, sums } from './questions.ts';

const SECONDS = 8;
const SAMPLED = 3_000;

interface Kind {
  what: string;
  paths: string[];
  connections: number;
  p99Ms: number;
}

export async function pages(bench: Bench): Promise<Row[]> {
  const { product, dbPath } = await bench.productWith();
  const payments = samplePayments(dbPath, SAMPLED);
  const found = searches(payments);
  const kinds: Kind[] = [
    { what: 'transactions pages 1-100', paths: firstPages(), connections: 16, p99Ms: 25 },
    { what: 'transactions page 10,000', paths: deepPages(), connections: 16, p99Ms: 25 },
    { what: 'search by full txid', paths: found.txid, connections: 4, p99Ms: 50 },
    { what: 'search by payer', paths: found.payer, connections: 4, p99Ms: 50 },
    { what: 'search by app name', paths: found.app, connections: 4, p99Ms: 50 },
    { what: 'search by 8 characters', paths: found.characters, connections: 4, p99Ms: 50 },
    { what: 'payments sorted and filtered', paths: sortedAndFiltered(), connections: 4, p99Ms: 50 },
    { what: 'sums of payments', paths: sums(), connections: 4, p99Ms: 100 },
    { what: 'app analytics', paths: appPages(payments), connections: 4, p99Ms: 50 }
  ];
  const rows: Row[] = [];
  const probes: (ProbeResult & { during: string })[] = [];
  for (const { what, paths, connections, p99Ms } of kinds) {
    bench.say(what);
    const probe = startProbe(`${product.web}/api/health/live`);
    const load = await loadProduct(product, { paths, connections, seconds: SECONDS });
    probes.push({ during: what, ...probe.stop() });
    const bar = atMost(load.p99, p99Ms, 'ms p99');
    rows.push({
      what: `${what}, uncached, ${connections} connections`,
      ...bar,
      isPassed: bar.isPassed === true && load.failures === 0,
      detail: { ...load, questions: paths.length }
    });
  }
  const failures = probes.reduce((sum, probe) => sum + probe.failures, 0);
  const bar = atMost(Math.max(...probes.map(({ p99 }) => p99)), 50, 'ms p99');
  rows.push({
    what: 'liveness meanwhile',
    ...bar,
    isPassed: bar.isPassed === true && failures === 0,
    detail: { probes }
  });
  return rows;
}
