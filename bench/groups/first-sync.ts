/** The first sync of a full-scale network: every answer 100 ms away, the politeness limits as shipped and enforced. */
import Database from 'better-sqlite3';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Bench } from '../harness/bench.ts';
import { cpuSecondsOf } from '../harness/cpu.ts';
import { peakResidentMb } from '../harness/memory.ts';
import { median } from '../harness/percentiles.ts';
import { all, below, text, type Row } from '../harness/row.ts';
import type { Simulator } from '../harness/simulator.ts';

const LATENCY_MS = 100;
/** Requests to one host. */
const PER_SECOND = 10;
/** Of the other checkout's time. */
const MOST_RATIO = 0.5;
/** Two turns of the sync. */
const PATIENCE_MS = 130_000;
const MIB = 1024 * 1024;

interface HostReport {
  requests: number;
  maxInFlight: number;
  maxPerSecond: number;
  violations: number;
}

interface Stored {
  payments: number;
  unpriced: number;
  /** Of days that no source has a close for. */
  unpricedForGood: number;
  unattributed: number;
}

interface Run {
  readySeconds: number;
  /** Until the last payment had its value. */
  wholeSeconds: number;
  peakMb: number;
  databaseMb: number;
  /** Processor time of the API process. */
  cpuSeconds: number;
  atReady: Stored;
  stored: Stored;
  hosts: Record<string, HostReport>;
}

export async function firstSync(bench: Bench): Promise<Row[]> {
  if (bench.against !== null) return inTurns(bench, bench.against);
  const run = await syncOnce(bench);
  const { readySeconds, wholeSeconds, peakMb, databaseMb, hosts, atReady, stored } = run;
  const violations = violationsIn(run);
  const size = `${text(stored.payments)} payments stored, ${text(stored.unpriced)} without price, ${text(stored.unattributed)} without name`;
  return [
    {
      what: `first sync (${LATENCY_MS} ms latency)`,
      ...all(below(readySeconds, 60, 's to ready'), below(wholeSeconds, 60, 's to all priced')),
      detail: { hosts, atReady, stored }
    },
    { what: 'first sync: complete', bar: 'all priced and attributed', measured: size, isPassed: isWhole(run) },
    {
      what: 'first sync: politeness',
      bar: '0 violations',
      measured: `${violations} violations, no faster than ${text(politeSeconds(run))} s`,
      isPassed: violations === 0
    },
    {
      what: 'first sync: memory and storage',
      ...all(below(peakMb, 400, 'MiB peak RSS'), below(databaseMb, 400, 'MiB database'))
    }
  ];
}

/**
 * The other checkout and this one, one after the other on networks that are the same: plain ones, or an old checkout would
 * refuse what it is told and never be ready.
 */
async function inTurns(bench: Bench, against: string): Promise<Row[]> {
  const [theirs, ours]: [Run[], Run[]] = [[], []];
  for (let turn = 1; turn <= bench.turns; turn++) {
    bench.say(`turn ${turn} of ${bench.turns}`);
    theirs.push(await syncOnce(bench, { folder: against, isPlain: true }));
    ours.push(await syncOnce(bench, { isPlain: true }));
  }
  const middle = (runs: Run[], figure: (run: Run) => number) => median(runs.map(figure));
  const compare = (what: string, figure: (run: Run) => number): Row => {
    const [their, our] = [middle(theirs, figure), middle(ours, figure)];
    const detail = { theirs: theirs.map(figure), ours: ours.map(figure) };
    const measured = `${text(our / their)} (${text(our)} of ${text(their)})`;
    return { what, bar: '', measured, isPassed: null, detail };
  };
  const seconds = ({ wholeSeconds }: Run) => wholeSeconds;
  const ratio = middle(ours, seconds) / middle(theirs, seconds);
  const faults = ours.filter((run) => violationsIn(run) > 0 || !isWhole(run)).length;
  return [
    {
      ...compare('first sync: seconds against another checkout', seconds),
      bar: '<= 0.5',
      isPassed: ratio <= MOST_RATIO
    },
    compare('first sync: processor seconds', ({ cpuSeconds }) => cpuSeconds),
    compare('first sync: MiB peak RSS', ({ peakMb }) => peakMb),
    compare('first sync: requests', ({ hosts }) => Object.values(hosts).reduce((sum, host) => sum + host.requests, 0)),
    compare('first sync: no faster than, by politeness', politeSeconds),
    { what: 'first sync: impolite or not whole', bar: '0 runs', measured: `${faults} runs`, isPassed: faults === 0 }
  ];
}

async function syncOnce(
  bench: Bench,
  { folder, isPlain = false }: { folder?: string; isPlain?: boolean } = {}
): Promise<Run> {
  bench.say('starting the full-scale network');
  const kind = isPlain ? ['--plain'] : [];
  const simulator = await bench.simulator(['--latency-ms', String(LATENCY_MS), '--block-ms', 'manual', ...kind]);
  await simulator.post('limits', { perSecond: PER_SECOND, inFlight: 8 });
  await simulator.post('limits', { host: 'blockbook', perSecond: PER_SECOND, inFlight: 2 });
  const dbPath = join(bench.folder(), 'first.sqlite3');
  bench.say(`syncing${folder === undefined ? '' : ` ${folder}`}`);
  const product = await bench.product({ dbPath, upstreams: simulator.env, readyWithinMs: 300_000, folder });
  const peakMb = peakResidentMb(product.apiPid);
  const cpuSeconds = cpuSecondsOf(product.apiPid);
  const atReady = readStored(dbPath);
  const lateSeconds = await untilPriced(dbPath, atReady.unpriced);
  const stored = readStored(dbPath);
  const hosts = await politeness(simulator);
  await product.end();
  await simulator.end();
  const readySeconds = product.readyAfterMs / 1000;
  const databaseMb = sizeOf(dbPath) / MIB;
  return {
    readySeconds,
    wholeSeconds: readySeconds + lateSeconds,
    peakMb,
    databaseMb,
    cpuSeconds,
    atReady,
    stored,
    hosts
  };
}

function violationsIn({ hosts }: Run): number {
  return Object.values(hosts).reduce((sum, host) => sum + host.violations, 0);
}

function isWhole({ stored }: Run): boolean {
  return stored.payments >= 25_000 && stored.unpriced === 0 && stored.unattributed === 0;
}

/** The host that is asked most, at the rate that it is asked at most. */
function politeSeconds({ hosts }: Run): number {
  return Math.max(...Object.values(hosts).map(({ requests }) => requests)) / PER_SECOND;
}

/** Readiness must not come before the last value; if it does, this is how many seconds later that was stored. */
async function untilPriced(dbPath: string, unpriced: number): Promise<number> {
  const startedAt = performance.now();
  for (let left = unpriced; left > 0 && performance.now() - startedAt < PATIENCE_MS;) {
    await pause(500);
    left = readStored(dbPath).unpriced;
  }
  return unpriced === 0 ? 0 : (performance.now() - startedAt) / 1000;
}

async function politeness(simulator: Simulator): Promise<Record<string, HostReport>> {
  const { hosts } = await simulator.get<{ hosts: Record<string, HostReport> }>('requests');
  return hosts;
}

/**
 * Two things stay unknown on a network that works: the price of a day that no source has, and a message hash of the last
 * day that the network has not announced yet.
 */
function readStored(dbPath: string): Stored {
  const db = new Database(dbPath, { readonly: true });
  try {
    const count = (condition: string): number =>
      db.prepare<[], number>(`SELECT COUNT(*) FROM revenue_transactions WHERE ${condition}`).pluck().get() ?? 0;
    const hasClose = 'date IN (SELECT date FROM flux_price_history)';
    const isNew = 'date > (SELECT MAX(date) FROM flux_price_history)';
    const isOld = 'block_time < (SELECT MAX(block_time) FROM revenue_transactions) - 86400';
    return {
      payments: count('TRUE'),
      unpriced: count(`usd_micros IS NULL AND (${hasClose} OR ${isNew})`),
      unpricedForGood: count(`usd_micros IS NULL AND NOT (${hasClose} OR ${isNew})`),
      unattributed: count(`message_hash IS NOT NULL AND app_name IS NULL AND app_type IS NULL AND ${isOld}`)
    };
  } finally {
    db.close();
  }
}

function sizeOf(dbPath: string): number {
  const sizes = ['', '-wal'].map((ending) => statSync(`${dbPath}${ending}`, { throwIfNoEntry: false })?.size ?? 0);
  return sizes.reduce((sum, size) => sum + size, 0);
}
