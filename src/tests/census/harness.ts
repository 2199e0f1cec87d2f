/**
 * The real census on a real store against the simulated network, in one process: what its scenario tests share. One
 * clock, standing still unless it is told to move, serves both.
 */
import { pino } from 'pino';
import { startSimulator, type Simulator } from '../../../simulator/index.ts';
import type { SimulatorOptions } from '../../../simulator/options.ts';
import { createCensus, type Census } from '../../lib/server/modules/census/ingest/census.ts';
import { createLeases, type LeaseName } from '../../lib/server/platform/jobs/leases.ts';
import { createReads, type Reads } from '../support/reads.ts';
import type { Fenced } from '../../lib/server/platform/store/rows.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { createShapeBook } from '../../lib/server/modules/drift/module.ts';
import type { ShapeWatch } from '../../lib/server/platform/upstream/shape-watch.ts';
import { systemClock } from '../../lib/server/platform/upstream/clock.ts';
import { createUpstreams, type Upstreams } from '../../lib/server/upstreams.ts';
import { openTruthStore } from '../support/truth-store.ts';

/** 2026-11-20 15:30:00 UTC. */
export const START = 1_795_188_600;
const SECONDS_PER_BLOCK = 30;

export interface Surveyor {
  simulator: Simulator;
  store: Store;
  upstreams: Upstreams;
  census: Census;
  reads: Reads;
  now: () => number;
  /** One census cycle, and what it found of the shapes of its documents. */
  cycle(): Promise<{ missing: string[] }>;
  writeShapes(): Promise<number>;
  /** Forgets what a process keeps of shapes. */
  restart(): void;
  under<T>(lease: LeaseName, work: (lease: Fenced, signal: AbortSignal) => Promise<T>): Promise<T>;
  /** Lets time pass; blocks are mined for it unless told otherwise. */
  pass(seconds: number, options?: { isMining?: boolean }): void;
  close(): Promise<void>;
}

export async function startSurveyor(
  options: Partial<SimulatorOptions> = {},
  { store: given }: { store?: Store } = {}
): Promise<Surveyor> {
  const simulator = await startSimulator({
    scale: 0.03,
    payments: 200,
    blockMs: 'manual',
    hangMs: 300,
    slowMs: 50,
    now: START,
    isClockFixed: true,
    maxTipLag: 0,
    ...options
  });
  const store = given ?? (await openTruthStore());
  const start = options.now ?? START;
  let clock = start;
  const now = () => clock;
  const log = pino({ level: process.env['SYNC_LOG'] ?? 'silent' });
  const settings = {
    ...Object.fromEntries(
      ['api', 'stats', 'blockbook', 'explorer', 'coingecko', 'binance', 'cryptocompare'].map((host) => [
        host,
        `${simulator.url}/${host}`
      ])
    ),
    cryptocompareKey: null
  } as Parameters<typeof createUpstreams>[0];
  const limits = { perSecond: 100_000, retryDelayMs: 20, timeoutMs: 20_000 };
  // Circuits see the time that passes; waiting between attempts is real.
  const circuits = { ...systemClock, nowMs: () => performance.now() + (clock - start) * 1_000 };
  const newShapes = () => createShapeBook({ store, onDrift: () => undefined, now, log });
  let book = newShapes();
  const shapes: ShapeWatch = { look: (document) => book.look(document) };
  const upstreams = createUpstreams(settings, { now, limits, clock: circuits, shapes });
  const leases = createLeases({ store, holder: 'test', now, log });
  const { network, daemon } = upstreams;
  const isChanged = (document: string) => book.isChanged(document);
  const census = createCensus({ store, network, daemon, now, elapsed: now, isChanged, log });
  const reads = createReads({
    store,
    now,
    dataVersion: () => clock,
    revenueIntervalSeconds: 60,
    censusIntervalSeconds: 600
  });
  const under = async <T>(lease: LeaseName, work: (held: Fenced, signal: AbortSignal) => Promise<T>): Promise<T> => {
    const result = await leases.hold(lease, new AbortController().signal, async (held, signal) => ({
      value: await work(held, signal)
    }));
    if (result === null) throw new Error(`the lease ${lease} is taken`);
    return result.value;
  };
  const writeShapes = () => under('events', (lease) => book.write({ lease }));
  return {
    simulator,
    store,
    upstreams,
    census,
    reads,
    now,
    under,
    writeShapes,
    restart: () => void (book = newShapes()),
    async cycle() {
      const cycle = await under('census', (lease, signal) => census.run({ lease, signal, progress: () => undefined }));
      await writeShapes();
      return cycle;
    },
    pass(seconds, { isMining = true } = {}) {
      clock += seconds;
      simulator.setClock({ now: clock });
      if (isMining) simulator.mine(Math.floor(seconds / SECONDS_PER_BLOCK));
    },
    async close() {
      await upstreams.close();
      await store.close();
      await simulator.close();
    }
  };
}
