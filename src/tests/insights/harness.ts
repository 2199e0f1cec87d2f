/** Census and ledger of one simulated network on one store, and every question about what its figures mean. */
import type { SimulatorOptions } from '../../../simulator/options.ts';
import { checkCoinbases } from '../../lib/server/modules/insights/ingest/coinbase-check.ts';
import { createInsightReads } from '../support/insight-reads.ts';
import { createContext } from '../../lib/server/modules/ledger/read/context.ts';
import { startSurveyor, type Surveyor } from '../census/harness.ts';
import { attachIndexer } from '../sync/harness.ts';

export interface Analyst extends Surveyor {
  insights: ReturnType<typeof createInsightReads>;
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
  return { ...surveyor, insights: createInsightReads(context) };
}
