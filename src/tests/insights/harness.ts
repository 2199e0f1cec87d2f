/** Census and ledger of one simulated network on one store, and every question about what its figures mean. */
import type { SimulatorOptions } from '../../../simulator/options.ts';
import { checkCoinbases } from '../../lib/server/modules/insights/ingest/coinbase-check.ts';
import { createEarnings } from '../../lib/server/modules/insights/ingest/earnings.ts';
import { readEarnings } from '../../lib/server/modules/insights/read/earnings.ts';
import { createLeases } from '../../lib/server/platform/jobs/leases.ts';
import { createInsightReads } from '../support/insight-reads.ts';
import { createContext } from '../../lib/server/modules/ledger/read/context.ts';
import { startSurveyor, type Surveyor } from '../census/harness.ts';
import { attachIndexer } from '../sync/harness.ts';

export interface Analyst extends Surveyor {
  insights: ReturnType<typeof createInsightReads>;
  /** What an address was paid, asked so many seconds from now. */
  earnings: (address: string, later?: number) => ReturnType<typeof readEarnings>;
}

/** After one census and one complete sync. */
export async function startAnalyst(options: Partial<SimulatorOptions> = {}): Promise<Analyst> {
  const surveyor = await startSurveyor(options);
  const { store, simulator, upstreams, now } = surveyor;
  const indexer = attachIndexer(simulator, { store });
  await indexer.sync();
  await surveyor.cycle();
  const { log } = indexer.deps;
  await surveyor.under('insights', (lease, signal) =>
    checkCoinbases({ ...upstreams, store, now, log }, { lease, signal, progress: () => undefined })
  );
  const context = createContext({
    store,
    now,
    dataVersion: () => now(),
    revenueIntervalSeconds: 60,
    censusIntervalSeconds: 600
  });
  const leases = createLeases({ store, holder: 'test', now, log });
  return {
    ...surveyor,
    insights: createInsightReads(context),
    async earnings(address, later = 0) {
      const clock = () => now() + later;
      await createEarnings({ store, leases, log, now: clock, earningsIndex: upstreams.earningsIndex }).refresh(address);
      return readEarnings({ ...context, now: clock }, address);
    }
  };
}
