/** Figures that stand alone on other sites, as badge or card: one list for both. */
import type { Answer } from '../../contract/kit/endpoint.ts';
import type { metricsCurrent } from '../../contract/history/metrics.ts';
import type { Revenue } from '../../contract/ledger/revenue.ts';
import { countText, fluxText, priceText, usdText } from '../format/format.ts';

export const sharedFigures = ['revenue', 'revenue-month', 'nodes', 'apps', 'price'] as const;
export type SharedFigure = (typeof sharedFigures)[number];

export interface SharedText {
  label: string;
  text: string;
  /** A second line; may be empty. */
  note: string;
  path: string;
}

interface Known {
  revenue: Revenue | null;
  metrics: Answer<typeof metricsCurrent> | null;
}

/** "n/a" where a figure is not known. */
export function sharedText(figure: SharedFigure, { revenue, metrics }: Known): SharedText {
  const current = revenue?.current;
  switch (figure) {
    case 'revenue':
    case 'revenue-month':
      return {
        label: figure === 'revenue' ? 'Flux revenue today' : 'Flux revenue this month',
        text: `${fluxText(current?.revenue)} FLUX`,
        note: `${usdText(current?.usd)} · ${countText(current?.payments)} payments`,
        path: figure === 'revenue' ? '/' : '/?period=monthly'
      };
    case 'nodes':
      return {
        label: 'Flux nodes',
        text: countText(metrics?.nodes.total),
        note: `${countText(metrics?.wallets.unique)} wallets`,
        path: '/nodes'
      };
    case 'apps':
      return {
        label: 'Apps on Flux',
        text: countText(metrics?.apps.total),
        note: `${countText(metrics?.gaming.total)} game servers`,
        path: '/apps'
      };
    case 'price':
      return {
        label: 'FLUX price',
        text: priceText(metrics?.revenue.fluxPriceUsd),
        note: '',
        path: '/?category=revenue&metric=price'
      };
  }
}
