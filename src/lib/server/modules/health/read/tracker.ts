/** Network, tracker and size of the database at a glance. What no source tells yet is null. */
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import type * as wire from '../../../../contract/health/tracker.ts';
import { freshnessOf, isUnread, oldestOf, type ReadContext, readSyncState } from '../../ledger/module.ts';
import { livePriceE8, nodeTotal, readCurrent, shownPrice } from '../../census/module.ts';
import { readSnapshotState } from '../../history/module.ts';

/** The parts of the header that are read from the store. */
export async function readHeader(
  context: ReadContext
): Promise<Pick<Answer<typeof wire.header>, 'network'> & { tracker: TrackerFigures }> {
  const [state, current, snapshots, transactions] = await Promise.all([
    readSyncState(context),
    readCurrent(context),
    readSnapshotState(context),
    context.ledger.total()
  ]);
  const surveyed = [current('nodes'), current('apps'), current('arcane')].filter(({ asOf }) => asOf !== null);
  return {
    network: {
      fluxPriceUsd: shownPrice(livePriceE8(current)),
      blockHeight: state.tip,
      totalNodes: nodeTotal(current),
      totalApps: current('apps').value?.total ?? null,
      arcaneOsCodename: current('arcane').value?.codename ?? null,
      // Before the first census height and price are not stale for its sake.
      ...oldestOf([state, current('flux_price_usd'), ...surveyed])
    },
    tracker: {
      snapshots: snapshots.snapshots,
      lastSnapshotDate: snapshots.lastDate,
      snapshotHealthy: snapshots.healthy,
      transactions: isUnread(state, transactions) ? null : transactions,
      lastSyncBlock: state.tip,
      ...freshnessOf(state)
    }
  };
}

export type TrackerFigures = Omit<Answer<typeof wire.header>['tracker'], 'uptime' | 'nextSync'>;

export async function readStats(context: ReadContext): Promise<Answer<typeof wire.stats>> {
  const { store, now } = context;
  const [tables, [size], snapshots] = await Promise.all([
    store.query('get_table_counts', {}),
    store.query('database_bytes', {}),
    readSnapshotState(context)
  ]);
  return {
    tables: Object.fromEntries(tables.map(({ name, rows }) => [name, rows])),
    lastSnapshotDate: snapshots.lastDate,
    databaseBytes: size?.bytes ?? null,
    asOf: now(),
    stale: false
  };
}
