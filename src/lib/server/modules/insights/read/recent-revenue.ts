/** Revenue of the last 30 days by app and by payer, as far as the ledger is known. */
import type { Coverage, Freshness } from '../../../../contract/kit/figures.ts';
import { dateOf, lastDays } from '../../../../domain/time/periods.ts';
import { dayCoverage, freshnessOf, type ReadContext, readSyncState, sumBySource, total } from '../../ledger/module.ts';
import { createKept, perContext } from './kept.ts';

const DAYS = 30;
/** Payments are told their apps later, which changes no sum. */
const MAX_AGE_SECONDS = 300;

export interface RecentRevenue extends Freshness {
  /** null: all days are known. Else no sum is. */
  coverage: Coverage | null;
  /** Satoshi of all payments. */
  total: bigint;
  /** Satoshi by app; payments of no known app are in none. */
  byApp: ReadonlyMap<string, bigint>;
}

export interface PayerSum {
  /** null: nobody knows who. */
  payer: string | null;
  sat: bigint;
  payments: number;
}

const UNKNOWN_PAYER = 'Unknown';

const keptApps = perContext(({ now }: ReadContext) =>
  createKept<ReadonlyMap<string, bigint>>({ max: 1, now, maxAgeSeconds: MAX_AGE_SECONDS })
);
const keptPayers = perContext(({ now }: ReadContext) =>
  createKept<PayerSum[]>({ max: 1, now, maxAgeSeconds: MAX_AGE_SECONDS })
);

export async function readRecentRevenue(context: ReadContext): Promise<RecentRevenue> {
  const { range, stamp, ...recent } = await readSums(context);
  const byApp = await keptApps(context)('', stamp, async () => {
    const rows = await context.store.query('revenue_of_apps', range);
    return new Map(rows.map(({ app_name, amount_sat }) => [app_name, BigInt(amount_sat)]));
  });
  return { ...recent, byApp };
}

export async function readRecentPayers(
  context: ReadContext
): Promise<Omit<RecentRevenue, 'byApp'> & { payers: PayerSum[] }> {
  const { range, stamp, ...recent } = await readSums(context);
  const payers = await keptPayers(context)('', stamp, async () => {
    const rows = await context.store.query('revenue_of_payers', range);
    return rows.map(({ from_address, amount_sat, payment_count }) => ({
      payer: from_address === UNKNOWN_PAYER ? null : from_address,
      sat: BigInt(amount_sat),
      payments: payment_count
    }));
  });
  return { ...recent, payers };
}

async function readSums(context: ReadContext) {
  const range = lastDays(dateOf(context.now()), DAYS);
  const [state, sums] = await Promise.all([readSyncState(context), sumBySource(context, range)]);
  const { sat, payments, usdMicros } = total(sums);
  return {
    range,
    stamp: `${range.end} ${sat} ${payments} ${usdMicros} ${state.isComplete}`,
    total: sat,
    // Until messages have been complete once, nobody can say which payment was for which app.
    coverage: state.isComplete
      ? dayCoverage(state, range.start, range.end)
      : ({ known: 0, total: DAYS, unit: 'days' } as const),
    ...freshnessOf(state)
  };
}
