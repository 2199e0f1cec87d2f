/**
 * Backup, drill and restore of the whole product at full scale: two years of history from a backup of the original, a
 * first sync, then each as an operator asks for it, with liveness asked meanwhile. The bucket is an S3 server beside it.
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { BucketSettings } from '../../src/lib/server/modules/backup/bucket/bucket.ts';
import type { Bench } from '../harness/bench.ts';
import { firstLine, startChild } from '../harness/child.ts';
import { residentMb, watchMemory } from '../harness/memory.ts';
import { startProbe } from '../harness/probe.ts';
import type { Product } from '../harness/product.ts';
import { all, atMost, below, text, type Row } from '../harness/row.ts';

const TOKEN = 'the token of the benchmark';
const POLL_MS = 20;
const MIB = 1024 * 1024;

interface Job {
  id: string;
  state: string;
  error: string | null;
}

interface Cost {
  seconds: number;
  /** Of the API process, beyond what it had. */
  growthMb: number;
  peakMb: number;
  livenessP99Ms: number;
}

export async function backup(bench: Bench): Promise<Row[]> {
  const bucket = startChild({ name: 'the bucket', args: ['bench/harness/bucket-process.ts'] });
  try {
    const settings = JSON.parse(await firstLine(bucket)) as BucketSettings;
    bench.say('starting the full-scale network, syncing');
    const simulator = await bench.simulator(['--block-ms', 'manual']);
    const product = await bench.product({
      dbPath: join(bench.folder(), 'backup.sqlite3'),
      upstreams: { ...simulator.env, ...environmentOf(settings, simulator.url), ADMIN_TOKEN: TOKEN },
      readyWithinMs: 900_000
    });
    await product.untilQuiet();
    const costs: Record<string, Cost> = {};
    for (const job of ['backup', 'backup-drill', 'restore']) {
      bench.say(job);
      const [newest] = (await ask<{ backups: { date: string }[] }>(product, 'backups')).backups;
      costs[job] = await costOf(product, job, job === 'restore' ? { date: newest?.date } : {});
      await product.untilQuiet();
    }
    const { lastBackup } = await ask<{ lastBackup: { rows: number; bytes: number } }>(product, 'backup-status');
    return rowsOf(costs, lastBackup);
  } finally {
    await bucket.end();
  }
}

function rowsOf(costs: Record<string, Cost>, { rows, bytes }: { rows: number; bytes: number }): Row[] {
  const seconds = (costs['backup']?.seconds ?? NaN) + (costs['restore']?.seconds ?? NaN);
  const size = `${text(rows)} rows, ${text(bytes / MIB)} MiB`;
  const each = Object.entries(costs).map(([what, cost]): Row => {
    const held = atMost(cost.livenessP99Ms, 50, 'ms liveness p99');
    const measured = `${text(cost.seconds)} s, +${text(cost.growthMb)} MiB RSS, ${held.measured}`;
    return { what: `${what}: the API process meanwhile`, ...held, measured, detail: { ...cost } };
  });
  return [{ what: `backup and restore of ${size}`, ...all(below(seconds, 60, 's')), detail: { rows, bytes } }, ...each];
}

async function costOf(product: Product, job: string, body: object): Promise<Cost> {
  const before = residentMb(product.apiPid);
  const watch = watchMemory([product.apiPid]);
  const probe = startProbe(`${product.web}/api/health/live`);
  const startedAt = performance.now();
  const { job: begun } = await ask<{ job: Job }>(product, job, body);
  for (
    let run = begun;
    run.state !== 'succeeded';
    { job: run } = await ask<{ job: Job }>(product, `jobs/${begun.id}`)
  ) {
    if (run.state !== 'running') throw new Error(`${job} ${run.state}: ${run.error ?? ''}`);
    await pause(POLL_MS);
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  watch.stop();
  const { p99 } = probe.stop();
  return { seconds, growthMb: watch.peakMb() - before, peakMb: watch.peakMb(), livenessP99Ms: p99 };
}

async function ask<T>({ api }: Product, path: string, body?: object): Promise<T> {
  const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
  const init = body && { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(`${api}/api/admin/${path}`, { ...init, headers });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** The simulator offers a backup of the original in a bucket of its own. */
function environmentOf(to: BucketSettings, simulator: string): Record<string, string> {
  const from = { ...to, endpoint: `${simulator}/s3`, bucket: 'flux-backups' };
  const groups = { R2: to, BOOTSTRAP_R2: from };
  return Object.fromEntries(
    Object.entries(groups).flatMap(([name, { endpoint, accessKeyId, secretAccessKey, bucket }]) => [
      [`${name}_ENDPOINT`, endpoint],
      [`${name}_ACCESS_KEY_ID`, accessKeyId],
      [`${name}_SECRET_ACCESS_KEY`, secretAccessKey],
      [`${name}_BUCKET_NAME`, bucket]
    ])
  );
}
