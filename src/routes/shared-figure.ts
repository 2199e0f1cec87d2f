/** Asks for the figure of a badge or card. What cannot be had is "n/a" there, never a page of errors on another site. */
import { metricsCurrent } from '../lib/contract/history/metrics.ts';
import { revenue } from '../lib/contract/ledger/revenue.ts';
import { sharedText, type SharedFigure, type SharedText } from '../lib/ui/share/figures.ts';
import { settle } from '../lib/ui/live/settle.ts';
import { valueOf } from '../lib/ui/state/parts.ts';

export async function askShared(ask: App.Locals['ask'], figure: SharedFigure): Promise<SharedText> {
  const now = Math.floor(Date.now() / 1000);
  if (figure === 'revenue' || figure === 'revenue-month') {
    const period = figure === 'revenue' ? 'daily' : 'monthly';
    const paid = await settle(ask(revenue, { params: { period } }), now);
    return sharedText(figure, { revenue: valueOf(paid), metrics: null });
  }
  const metrics = await settle(ask(metricsCurrent, {}), now);
  return sharedText(figure, { revenue: null, metrics: valueOf(metrics) });
}
