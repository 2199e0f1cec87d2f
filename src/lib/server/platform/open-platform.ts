/**
 * What every module stands on, built once from the configuration: clock, store with its measures, leases, the link to the
 * edge. Nothing is opened here but the lock of a database file.
 */
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import { createClientCounts, type ClientCounts } from '../../link/client-counts.ts';
import type { Config } from './config/config.ts';
import { createDataVersion, type DataVersion } from './http/data-version.ts';
import type { EdgeLink, HttpMetrics } from './http/deps.ts';
import { createEdgeLink } from './http/edge-link.ts';
import { createLeases, type Leases } from './jobs/leases.ts';
import type { Log } from './log.ts';
import { measureHttp, measureStore } from './observability/measure.ts';
import { createMetrics, type Metrics } from './observability/metrics.ts';
import { createDiskWatch, type DiskWatch } from './store/disk.ts';
import { sqliteStore, supabaseStore, type OpeningStore } from './store/open-store.ts';
import type { Store } from './store/store.ts';
import { createTrueClock, type TrueClock } from './true-clock.ts';

export interface Platform {
  log: Log;
  clock: TrueClock;
  /** Grows whenever answers may have changed. */
  data: DataVersion;
  database: OpeningStore;
  /** The store of `database`, measured. */
  store: Store;
  leases: Leases;
  /** null: the database is not on a disk of ours. */
  disk: DiskWatch | null;
  metrics: Metrics;
  httpMetrics: HttpMetrics;
  counts: ClientCounts;
  edge: EdgeLink;
  /** Where a copy of the data may stand for a while. Always the same, so that the next one finds what a killed one has left. */
  scratchFolder: string;
}

/** `onChance`: the time has become sure, or another database is in use: what waited for it may be done now. */
export async function openPlatform(
  config: Config,
  { version, log, onChance }: { version: string; log: Log; onChance: () => void }
): Promise<Platform> {
  const { store: settings, rateLimitPerMinute } = config;
  const data = createDataVersion();
  const clock = createTrueClock({ log, onSure: onChance });
  const { now } = clock;
  const onSwitch = (): void => {
    data.grow();
    // A standby may be empty: it takes over a past before its own present makes it one that has begun.
    onChance();
  };
  const database =
    settings.kind === 'sqlite' ? sqliteStore(settings.path) : await supabaseStore(settings, { now, onSwitch, log });
  const metrics = createMetrics(version);
  const store = measureStore(database.store, metrics);
  const httpMetrics = measureHttp(metrics);
  const counts = createClientCounts();
  return {
    log,
    clock,
    data,
    database,
    store,
    leases: createLeases({ store, holder: database.holder, now, log }),
    disk: settings.kind === 'sqlite' ? createDiskWatch({ folder: dirname(settings.path), now, log }) : null,
    metrics,
    httpMetrics,
    counts,
    edge: createEdgeLink({ version: data, counts, rateLimitPerMinute, metrics: httpMetrics }),
    scratchFolder: scratchFolderOf(settings)
  };
}

function scratchFolderOf(store: Config['store']): string {
  if (store.kind === 'sqlite') return `${store.path}-drill`;
  return join(tmpdir(), `fluxtracker-drill-${new URL(store.primary.url).host}`);
}
