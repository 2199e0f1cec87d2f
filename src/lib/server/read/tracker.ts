/** Network, tracker and size of the database at a glance. What no source tells yet is null. */
import * as z from 'zod';
import type { Answer } from '../../contract/endpoint.ts';
import type * as wire from '../../contract/tracker.ts';
import { formatPrice } from '../../domain/money.ts';
import type { ReadContext } from './context.ts';
import { freshnessOf, readSyncState } from './sync-state.ts';

/** The live price is shown for as long as it may value a payment. */
const PRICE_LIMIT_SECONDS = 6 * 3_600;
const PriceE8 = z.string().regex(/^\d+$/);

/** The parts of the header that are read from the store. */
export async function readHeader(
  context: ReadContext
): Promise<Pick<Answer<typeof wire.header>, 'network'> & { tracker: TrackerFigures }> {
  const { store, now, ledger } = context;
  const [state, [price], transactions] = await Promise.all([
    readSyncState(context),
    store.query('current_metric', { name: 'flux_price_usd' }),
    ledger.total()
  ]);
  const fresh = freshnessOf(state);
  const isPriceStale = price === undefined || now() - price.as_of > PRICE_LIMIT_SECONDS;
  const moments = [state.asOf, price?.as_of ?? null].filter((moment) => moment !== null);
  return {
    network: {
      fluxPriceUsd: isPriceStale ? null : Number(formatPrice(BigInt(PriceE8.parse(JSON.parse(price.value))))),
      blockHeight: state.tip,
      totalNodes: null,
      totalApps: null,
      arcaneOsCodename: null,
      asOf: moments.length === 0 ? null : Math.min(...moments),
      stale: state.stale || isPriceStale
    },
    tracker: {
      snapshots: null,
      lastSnapshotDate: null,
      snapshotHealthy: null,
      transactions: state.knownUntil === null && transactions === 0 ? null : transactions,
      lastSyncBlock: state.tip,
      ...fresh
    }
  };
}

export type TrackerFigures = Omit<Answer<typeof wire.header>['tracker'], 'uptime' | 'nextSync'>;

export async function readStats({ store, now }: ReadContext): Promise<Answer<typeof wire.stats>> {
  const [tables, [size]] = await Promise.all([store.query('get_table_counts', {}), store.query('database_bytes', {})]);
  return {
    tables: Object.fromEntries(tables.map(({ name, rows }) => [name, rows])),
    lastSnapshotDate: null,
    databaseBytes: size?.bytes ?? null,
    asOf: now(),
    stale: false
  };
}
