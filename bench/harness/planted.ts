/**
 * Databases of a given size, planted once and kept below data/bench/: what they depend on (schema, ledger, planter) is in
 * their name. Benchmarks work on copies, because a product writes to its database.
 */
import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { constants, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { heapLimits } from '../../scripts/run/host.js';
import { root, runToEnd } from './child.ts';

const folder = join(root, 'data', 'bench');
const schema = join('src', 'lib', 'server', 'platform', 'store', 'migrations');

export async function buildStoreParts(): Promise<void> {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--logLevel=warn', '--config=bench/store/vite.config.ts'];
  await runToEnd({ name: 'the build of bench/store', args });
}

/** The path of a database with so many payments; planted now if there is none. Do not write to it. */
export async function planted(payments: number, say: (text: string) => void): Promise<string> {
  const path = join(folder, `${payments}-${keyOfSchema()}.sqlite3`);
  if (existsSync(path)) return path;
  say(`planting ${payments.toLocaleString('en-US')} payments, once`);
  mkdirSync(folder, { recursive: true });
  await buildStoreParts();
  removeOthers(payments);
  const unfinished = `${path}.${process.pid}.tmp`;
  try {
    const args = [...heapLimits(), 'build/bench/plant.js', unfinished, String(payments)];
    say((await runToEnd({ name: 'planting', args })).trim());
    renameSync(unfinished, path);
  } finally {
    for (const ending of ['', '-wal', '-shm']) rmSync(`${unfinished}${ending}`, { force: true });
  }
  return path;
}

/** Of another schema, or left behind by a planting that was killed: each takes more than a gigabyte. */
function removeOthers(payments: number): void {
  const isOther = (name: string) => name.startsWith(`${payments}-`) && !isPlanting(name);
  for (const name of readdirSync(folder).filter(isOther)) rmSync(join(folder, name));
}

function isPlanting(name: string): boolean {
  const pid = /\.(\d+)\.tmp/.exec(name)?.[1];
  return pid !== undefined && existsSync(`/proc/${pid}`);
}

export function copyDatabase(from: string, to: string): void {
  copyFileSync(from, to, constants.COPYFILE_FICLONE);
}

export interface SampledPayment {
  txid: string;
  payer: string;
  app: string | null;
}

/** Some payments from all over the ledger, the same every time. */
export function samplePayments(path: string, count: number): SampledPayment[] {
  const db = new Database(path, { readonly: true });
  try {
    const bounds = db
      .prepare<[], [number, number]>('SELECT MIN(sort_key), MAX(sort_key) FROM revenue_transactions')
      .raw();
    const [low, high] = bounds.get() ?? [0, 0];
    const next = db.prepare<[number], SampledPayment>(
      `SELECT txid, from_address AS payer, app_name AS app FROM revenue_transactions WHERE sort_key >= ? ORDER BY sort_key LIMIT 1`
    );
    const step = (high - low) / count;
    const places = Array.from({ length: count }, (_, at) => Math.floor(low + step * ((at * 7_919) % count)));
    return places.map((place) => next.get(place)).filter((row) => row !== undefined);
  } finally {
    db.close();
  }
}

/** Comments may change. */
function keyOfSchema(): string {
  const migrations = readdirSync(join(root, schema)).filter((name) => !name.endsWith('_postgres.sql'));
  const sources = [
    ...migrations.sort().map((name) => join(schema, name)),
    ...['ledger.ts', 'plant.ts'].map((name) => join('bench', 'store', name))
  ];
  const hash = createHash('sha256');
  for (const source of sources)
    hash.update(readFileSync(join(root, source), 'utf8').replaceAll(/^\s*(--|\/?\*).*$/gm, ''));
  return hash.digest('hex').slice(0, 12);
}
