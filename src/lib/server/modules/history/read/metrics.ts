/** The newest known figure of everything. Revenue is that of today so far, from the same read as its own page. */
import type { Freshness } from '../../../../contract/kit/figures.ts';
import type { Metrics } from '../../../../contract/history/metrics.ts';
import type { FigureName } from '../../../../domain/census/current-figures.ts';
import { freshnessOf, oldestOf, type ReadContext, readRevenue } from '../../ledger/module.ts';
import {
  categoryNow,
  columnsNow,
  coverageNow,
  livePriceE8,
  readCurrent,
  sectionsOf,
  shownPrice
} from '../../census/module.ts';

const resources = ['cpu', 'ram', 'storage'] as const;

export async function readMetrics(context: ReadContext): Promise<Metrics> {
  const [current, { current: today }] = await Promise.all([
    readCurrent(context),
    readRevenue(context, { params: { period: 'daily' } })
  ]);
  const fresh = (...names: FigureName[]) => oldestOf(names.map((name) => freshnessOf(current(name))));
  const shown = sectionsOf(columnsNow(current));
  const ofContainers = { coverage: coverageNow(current, ['apps']), ...fresh('apps') };
  const metrics = {
    revenue: {
      current: today.revenue,
      fluxPriceUsd: shownPrice(livePriceE8(current)),
      usdValue: today.usd,
      paymentCount: today.payments,
      pricedCount: today.pricedCount,
      ...oldestOf([today, current('flux_price_usd')])
    },
    cloud: { ...shown.cloud, coverage: coverageNow(current, resources), ...fresh(...resources) },
    apps: { ...shown.apps, ...ofContainers },
    gaming: categoryNow(current, 'gaming'),
    crypto: categoryNow(current, 'crypto'),
    wordpress: { ...shown.wordpress, ...ofContainers },
    nodes: { ...shown.nodes, ...fresh('nodes') },
    wallets: { ...shown.wallets, ...fresh('wallets') },
    collateral: { ...shown.collateral, ...fresh('collateral') }
  };
  return { lastUpdate: newestOf([...Object.values(metrics), today, current('flux_price_usd')]), ...metrics };
}

function newestOf(parts: readonly Freshness[]): number | null {
  const moments = parts.map(({ asOf }) => asOf).filter((asOf) => asOf !== null);
  return moments.length === 0 ? null : Math.max(...moments);
}
