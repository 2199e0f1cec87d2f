/** The market's jobs on a real store against the simulated services, with one clock that stands until a test moves it. */
import { pino } from 'pino';
import { startSimulator, type Simulator } from '../../../simulator/index.ts';
import { createBalanceSync } from '../../lib/server/modules/markets/ingest/balances.ts';
import { createCloseSync } from '../../lib/server/modules/markets/ingest/closes.ts';
import { createListSync } from '../../lib/server/modules/markets/ingest/lists.ts';
import { syncLivePrices } from '../../lib/server/modules/markets/ingest/live-prices.ts';
import { createListsFile } from '../../lib/server/modules/markets/module.ts';
import { createLeases } from '../../lib/server/platform/jobs/leases.ts';
import type { Run } from '../../lib/server/platform/jobs/run.ts';
import { openSqlite } from '../../lib/server/platform/store/sqlite/sqlite.ts';
import { createUpstreams } from '../../lib/server/upstreams.ts';

/** 2026-11-20 15:30:00 UTC. */
export const START = 1_795_188_600;

export type MarketBench = Awaited<ReturnType<typeof startMarket>>;

export async function startMarket() {
  const simulator: Simulator = await startSimulator({
    scale: 0.001,
    now: START,
    isClockFixed: true,
    blockMs: 'manual',
    hangMs: 50,
    slowMs: 5
  });
  const store = await openSqlite(':memory:');
  const log = pino({ level: 'silent' });
  let clock = START;
  const now = () => clock;
  const at = (host: string) => `${simulator.url}/${host}`;
  const upstreams = createUpstreams(
    {
      api: at('api'),
      stats: at('stats'),
      blockbook: at('blockbook'),
      explorer: at('explorer'),
      coingecko: at('coingecko'),
      binance: at('binance'),
      cryptocompare: at('cryptocompare'),
      cryptocompareKey: null,
      bitcoin: { mempool: at('mempool') }
    },
    { now, log, limits: { perSecond: 100_000, retryDelayMs: 1 } }
  );
  const leases = createLeases({ store, holder: 'test', now, log });
  const deps = { store, now, elapsed: now, log, leases, onChange: () => undefined, intervals: { priceSeconds: 300 } };
  const { signal } = new AbortController();
  const under = async <T>(work: (run: Run) => Promise<T>): Promise<T> => {
    const held = await leases.hold('markets', signal, async (lease) => ({
      value: await work({ lease, signal, progress: () => undefined })
    }));
    if (held === null) throw new Error('the lease is held elsewhere');
    return held.value;
  };
  const { markets } = upstreams;
  if (markets === null) throw new Error('Bitcoin is off');
  const closeSync = createCloseSync({ ...deps, sources: markets });
  const listSync = createListSync({ ...deps, lists: markets.lists });
  const readLists = createListsFile(null);
  const balanceSync = createBalanceSync({ ...deps, balances: markets.balances, readLists });
  const syncLive = (run: Run) => syncLivePrices({ ...deps, live: markets.live }, run);
  return {
    simulator,
    store,
    now,
    deps,
    markets,
    context: { store, now, isBitcoinOn: true },
    syncCloses: () => under(closeSync),
    syncLive: () => under(syncLive),
    /** All that the job does. */
    syncAll: () =>
      under(async (run) => ({
        live: await syncLive(run),
        closes: await closeSync(run),
        lists: await listSync(run),
        balances: await balanceSync(run)
      })),
    sources: () => upstreams.sources(),
    pass(seconds: number) {
      clock += seconds;
      simulator.setClock({ now: clock });
    },
    async close() {
      await upstreams.close();
      await simulator.close();
      await store.close();
    }
  };
}
