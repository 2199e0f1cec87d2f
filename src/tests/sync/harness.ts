/**
 * The real indexer on a real store against the simulated network, in one process: what the scenario tests of the
 * sync share. One clock, standing still unless blocks are mined, serves both; politeness limits are lifted unless a test
 * wants them.
 */
import { pino } from 'pino';
import { startSimulator, type Simulator } from '../../../simulator/index.ts';
import type { SimulatorOptions } from '../../../simulator/options.ts';
import { defaultPayers } from '../../lib/domain/payments/payments.ts';
import type { IngestDeps } from '../../lib/server/modules/ledger/ingest/deps.ts';
import type { Run } from '../../lib/server/platform/jobs/run.ts';
import { createMessageLoader } from '../../lib/server/modules/messages/ingest/messages.ts';
import { createPriceSync } from '../../lib/server/modules/prices/ingest/prices.ts';
import { syncRevenue, type SyncResult } from '../../lib/server/modules/ledger/ingest/revenue-sync.ts';
import { createLeases } from '../../lib/server/platform/jobs/leases.ts';
import type { PaymentRow } from '../../lib/server/platform/store/rows.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { createUpstreams } from '../../lib/server/upstreams.ts';
import type { HostLimits } from '../../lib/server/platform/upstream/host-limits.ts';
import type { SourceState } from '../../lib/server/platform/upstream/source-state.ts';
import { openTruthStore } from '../support/truth-store.ts';

export const TRACKED = 't3NryfAQLGeFs9jEoeqsxmBN2QLRaRKFLUX';

/** 2026-11-20 15:30:00 UTC. */
const START = 1_795_188_600;
const SECONDS_PER_BLOCK = 30;

export interface Indexer {
  simulator: Simulator;
  tracked: string[];
  store: Store;
  deps: IngestDeps;
  /** One run of the price job, then one of the sync. */
  sync(): Promise<SyncResult>;
  /** Mines blocks and lets their time pass. */
  mine(blocks: number): void;
  /** Lets time pass without a block. */
  pass(seconds: number): void;
  payments(): Promise<PaymentRow[]>;
  sources(): SourceState[];
  close(): Promise<void>;
}

export async function startIndexer(
  options: Partial<SimulatorOptions> = {},
  { store, tracked = [TRACKED], limits }: { store?: Store; tracked?: string[]; limits?: Partial<HostLimits> } = {}
): Promise<Indexer> {
  const simulator = await startSimulator({
    scale: 0.01,
    blockMs: 'manual',
    hangMs: 300,
    slowMs: 50,
    now: START,
    isClockFixed: true,
    maxTipLag: 0,
    ...options
  });
  return attachIndexer(simulator, { store: store ?? (await openTruthStore()), tracked, limits });
}

export function attachIndexer(
  simulator: Simulator,
  {
    store,
    tracked = [TRACKED],
    limits = { inFlight: 8, perSecond: 100_000 }
  }: { store: Store; tracked?: string[]; limits?: Partial<HostLimits> | undefined }
): Indexer {
  let clock = START;
  const now = () => clock;
  const log = pino({ level: process.env['SYNC_LOG'] ?? 'silent' });
  const upstreams = createUpstreams(
    {
      api: `${simulator.url}/api`,
      stats: `${simulator.url}/stats`,
      blockbook: `${simulator.url}/blockbook`,
      explorer: `${simulator.url}/explorer`,
      coingecko: `${simulator.url}/coingecko`,
      binance: `${simulator.url}/binance`,
      cryptocompare: `${simulator.url}/cryptocompare`,
      cryptocompareKey: null
    },
    { now, limits }
  );
  const rules = { tracked: new Set(tracked), ...defaultPayers };
  const deps: IngestDeps = { ...upstreams, store, rules, now, elapsed: now, log };
  const leases = createLeases({ store, holder: 'test', now, log });
  const messages = createMessageLoader(deps);
  const prices = createPriceSync(deps);
  const { signal } = new AbortController();
  const progress = () => undefined;
  const pass = (seconds: number) => {
    clock += seconds;
    simulator.setClock({ now: clock, isFixed: true });
  };
  return {
    simulator,
    tracked,
    store,
    deps,
    async sync() {
      await leases.hold('prices', signal, (lease) => prices.sync({ lease, signal, progress }));
      const result = await leases.hold('revenue', signal, (lease) =>
        syncRevenue(deps, { lease, signal, progress }, messages)
      );
      if (result === null) throw new Error('the lease is taken');
      return result;
    },
    mine(blocks) {
      simulator.mine(blocks);
      pass(blocks * SECONDS_PER_BLOCK);
    },
    pass,
    payments: () => store.query('payments_in_range', { from_key: '0', to_key: '9007199254740991' }),
    sources: () => upstreams.sources(),
    async close() {
      await upstreams.close();
      await store.close();
      await simulator.close();
    }
  };
}

/** Work on the ledger as a job does it. */
export async function underLease<T>(indexer: Indexer, work: (run: Run) => Promise<T>): Promise<T> {
  const { signal } = new AbortController();
  const [held] = await indexer.store.query('acquire_lease', { name: 'revenue', holder: 'test', now: 0, expires_at: 1 });
  return work({ lease: { lease: 'revenue', fence: held!.fence }, signal, progress: () => undefined });
}
