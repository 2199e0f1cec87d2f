/** Paying customers by month. */
import type * as wire from '../../../../contract/insights/revenue.ts';
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import { payersByMonth } from '../../../../domain/insights/payers-by-month.ts';
import { freshnessOf, type ReadContext, readKnownDays, readSyncState } from '../../ledger/module.ts';
import { byMonth } from './months.ts';

const UNKNOWN_PAYER = 'Unknown';

const readMonths = byMonth<string[]>(async ({ store }, range) => {
  const rows = await store.query('revenue_of_payers', range);
  return rows.flatMap(({ from_address, source }) =>
    source === 'other' && from_address !== UNKNOWN_PAYER ? [from_address] : []
  );
});

/** The running month counts as far as it is known. */
export async function readPayers(context: ReadContext): Promise<Answer<typeof wire.payers>> {
  const [state, known] = await Promise.all([readSyncState(context), readKnownDays(context)]);
  const fresh = freshnessOf(state);
  if (state.knownDay === null) return { data: null, coverage: null, ...fresh };
  if (known.firstDate === null) return { data: [], coverage: null, ...fresh };
  const months = await readMonths(context, { start: known.firstDate, end: state.knownDay });
  const counted = payersByMonth(months.map(({ month, value }) => ({ month: month.start, payers: value })));
  return {
    data: counted.map(({ month, ...counts }) => ({ month: month.slice(0, 7), ...counts })),
    coverage: null,
    ...fresh
  };
}
