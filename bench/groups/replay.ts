/**
 * Payments made again from their facts while pages are asked for: on a file, and on a project over RPC. Nothing of what is stored
 * differs, so what is measured is reading, deriving and comparing; what differs is laid aside at the pace at which it is stored.
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { heapLimits } from '../../scripts/run/host.js';
import type { Bench } from '../harness/bench.ts';
import { runToEnd } from '../harness/child.ts';
import { copyDatabase, planted } from '../harness/planted.ts';
import { startProbe } from '../harness/probe.ts';
import type { Product } from '../harness/product.ts';
import { fillProject } from '../harness/project.ts';
import { all, atLeast, atMost, text, type Row } from '../harness/row.ts';

/** Enough for ten seconds at the bar. */
const ON_SQLITE = 200_000;
const ON_POSTGRES = 40_000;
const POLL_MS = 50;
const PATIENCE_MS = 240_000;
/** Deep in the ledger, so that no cache answers. */
const PROBED = '/api/transactions/paginated?page=500&limit=20';

interface Replay {
  state: string;
  rowsReplayed: number;
  changedRows: number;
  error: string | null;
}

export async function replay(bench: Bench): Promise<Row[]> {
  return [await onSqlite(bench), await onPostgres(bench)];
}

async function onSqlite(bench: Bench): Promise<Row> {
  const path = await ledgerWithMessages(bench, ON_SQLITE);
  const product = await bench.productOnFile(path);
  bench.say(`replaying ${text(ON_SQLITE)} payments`);
  const probe = startProbe(product.web + PROBED);
  const { perSecond, ...detail } = await timed(product);
  const probed = probe.stop();
  return {
    what: 'replay of payments on SQLite',
    ...all(atLeast(perSecond, 20_000, 'payments/s'), atMost(probed.p99, 50, 'ms p99 of a page meanwhile')),
    detail: { ...detail, probed }
  };
}

async function onPostgres(bench: Bench): Promise<Row> {
  const path = await ledgerWithMessages(bench, ON_POSTGRES);
  const project = await bench.project();
  await fillProject(project, path);
  const product = await bench.productOn(project);
  bench.say(`replaying ${text(ON_POSTGRES)} payments over RPC`);
  const { perSecond, ...detail } = await timed(product);
  return { what: 'replay of payments on Postgres over RPC', ...atLeast(perSecond, 4_000, 'payments/s'), detail };
}

async function ledgerWithMessages(bench: Bench, payments: number): Promise<string> {
  const path = join(bench.folder(), 'replay.sqlite3');
  copyDatabase(await planted(payments, bench.say), path);
  bench.say('planting their messages');
  const args = [...heapLimits(), 'build/bench/messages.js', path, String(payments)];
  await runToEnd({ name: 'planting messages', args });
  return path;
}

async function timed({ web, adminToken }: Product): Promise<Replay & { perSecond: number; seconds: number }> {
  const headers = { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' };
  const ask = async <T>(path: string, init: RequestInit = {}): Promise<T> => {
    const answer = await fetch(`${web}/api/admin/replays${path}`, { ...init, headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const startedAt = performance.now();
  const body = JSON.stringify({ projector: 'payments', batchSize: 2_000 });
  const { job } = await ask<{ job: { id: string } }>('', { method: 'POST', body });
  while (performance.now() - startedAt < PATIENCE_MS) {
    const found = await ask<Replay>(`/${job.id}`).catch(() => null);
    const isOver = found !== null && !['none', 'running'].includes(found.state);
    if (isOver && (found.state !== 'completed' || found.changedRows > 0)) {
      throw new Error(`the replay is ${found.state}, ${found.changedRows} rows differ: ${found.error ?? ''}`);
    }
    const seconds = (performance.now() - startedAt) / 1_000;
    if (isOver) return { ...found, perSecond: found.rowsReplayed / seconds, seconds };
    await pause(POLL_MS);
  }
  throw new Error('the replay did not end');
}
