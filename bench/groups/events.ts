/** What it costs a payment that it is told: in a first sync, and in service, where a step finds a few. */
import { heapLimits } from '../../scripts/run/host.js';
import type { Bench } from '../harness/bench.ts';
import { runToEnd } from '../harness/child.ts';
import { median } from '../harness/percentiles.ts';
import { buildStoreParts } from '../harness/planted.ts';
import { atMost, type Row } from '../harness/row.ts';

const ways = [
  { how: 'history', what: 'telling payments of a first sync, 1,000 a write', payments: 60_000, perWrite: 1_000 },
  { how: 'news', what: 'telling payments that are found in service, 10 a write', payments: 5_000, perWrite: 10 }
];

export async function events(bench: Bench): Promise<Row[]> {
  await buildStoreParts();
  const rows: Row[] = [];
  for (const way of ways) rows.push(await told(bench, way));
  return rows;
}

async function told(bench: Bench, { how, what, payments, perWrite }: (typeof ways)[number]): Promise<Row> {
  bench.say(what);
  const args = [...heapLimits(), 'build/bench/told.js', bench.folder(), String(payments), String(perWrite), how];
  const output = await runToEnd({ name: 'storing and telling', args });
  const { tookMs, events: counts } = JSON.parse(output) as {
    tookMs: { told: number[]; untold: number[] };
    events: { told: number; untold: number };
  };
  if (counts.told !== payments || counts.untold !== 0) {
    throw new Error(`${counts.told} and ${counts.untold} events of ${payments} payments`);
  }
  const costs = tookMs.told.map((ms, at) => (ms / (tookMs.untold[at] ?? NaN) - 1) * 100);
  const detail = { toldMs: median(tookMs.told), untoldMs: median(tookMs.untold) };
  return { what, ...atMost(median(costs), 10, '% more per write'), detail };
}
