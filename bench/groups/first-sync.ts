/** The first sync of a full-scale network: every answer 100 ms away, the politeness limits as shipped and enforced. */
import Database from 'better-sqlite3';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Bench } from '../harness/bench.ts';
import { peakResidentMb } from '../harness/memory.ts';
import { all, below, text, type Row } from '../harness/row.ts';
import type { Simulator } from '../harness/simulator.ts';

const LATENCY_MS = 100;
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

export async function firstSync(bench: Bench): Promise<Row[]> {
  bench.say('starting the full-scale network');
  const simulator = await bench.simulator(['--latency-ms', String(LATENCY_MS), '--block-ms', 'manual']);
  await simulator.post('limits', { perSecond: 10, inFlight: 8 });
  await simulator.post('limits', { host: 'blockbook', perSecond: 10, inFlight: 2 });
  const dbPath = join(bench.folder(), 'first.sqlite3');
  bench.say('syncing');
  const product = await bench.product({ dbPath, upstreams: simulator.env, readyWithinMs: 900_000 });
  const peakMb = peakResidentMb(product.apiPid);
  const atReady = readStored(dbPath);
  const lateSeconds = await untilPriced(dbPath, atReady.unpriced);
  const stored = readStored(dbPath);
  const hosts = await politeness(simulator);
  await product.end();
  const databaseMb = sizeOf(dbPath) / MIB;
  const violations = Object.values(hosts).reduce((sum, host) => sum + host.violations, 0);
  const isWhole = stored.payments >= 25_000 && stored.unpriced === 0 && stored.unattributed === 0;
  const wholeSeconds = product.readyAfterMs / 1000 + lateSeconds;
  const size = `${text(stored.payments)} payments stored, ${text(stored.unpriced)} without price, ${text(stored.unattributed)} without name`;
  return [
    {
      what: `first sync (${LATENCY_MS} ms latency)`,
      ...all(below(product.readyAfterMs / 1000, 60, 's to ready'), below(wholeSeconds, 60, 's to all priced')),
      detail: { hosts, atReady, stored }
    },
    { what: 'first sync: complete', bar: 'all priced and attributed', measured: size, isPassed: isWhole },
    {
      what: 'first sync: politeness',
      bar: '0 violations',
      measured: `${violations} violations`,
      isPassed: violations === 0
    },
    {
      what: 'first sync: memory and storage',
      ...all(below(peakMb, 400, 'MiB peak RSS'), below(databaseMb, 400, 'MiB database'))
    }
  ];
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
