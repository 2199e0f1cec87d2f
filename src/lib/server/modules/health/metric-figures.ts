/** The figures that Prometheus is told beside health: for lines over months, not for accounts, so numbers are floats here. */
import type { MetricFigures } from '../../platform/observability/figure-gauges.ts';
import { readSummary, type ReadContext } from '../ledger/module.ts';

const numberOf = (amount: string | null): number | null => (amount === null ? null : Number(amount));

export async function readMetricFigures(context: ReadContext): Promise<MetricFigures> {
  const [{ totalTransactions, revenue }, webhooks] = await Promise.all([
    readSummary(context),
    context.store.query('webhooks_list', { key_id: '' })
  ]);
  const sum = (state: 'pending' | 'dead') => webhooks.reduce((all, webhook) => all + webhook[state], 0);
  return {
    payments: totalTransactions,
    revenue: {
      '1d': numberOf(revenue.today),
      '7d': numberOf(revenue.last7Days),
      '30d': numberOf(revenue.last30Days)
    },
    deliveries: { pending: sum('pending'), dead: sum('dead') }
  };
}
