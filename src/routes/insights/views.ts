/** The views of the page and the panels of each, in order. One that cannot be had costs itself. */
import type { Dimension, Weight } from '$lib/contract/insights/network';
import type { PanelBody } from '$lib/ui/insights/panel';
import { choiceOf, textOf } from '$lib/ui/state/url-state';
import * as apps from './panels/apps';
import * as network from './panels/network';
import * as revenue from './panels/revenue';
import { blastPanel, fitPanel, kinds } from './panels/what-if';

type Ask = App.Locals['ask'];

export const views = ['decentralisation', 'demand', 'apps', 'revenue', 'customers', 'what-if'] as const;
export type View = (typeof views)[number];

/** What the visitor asks of "what if"; the usual order where nothing is asked. */
export function questionsIn(query: URLSearchParams) {
  return {
    kind: choiceOf(query, 'kind', kinds),
    name: textOf(query, 'name') ?? '',
    cpu: textOf(query, 'cpu') ?? '1',
    ram: textOf(query, 'ram') ?? '2000',
    hdd: textOf(query, 'hdd') ?? '20',
    geo: textOf(query, 'geo') ?? ''
  };
}

/** What makes each panel of a view, by its part of an address and in order. Nothing is asked before one is called. */
export function panelsOf(ask: Ask, view: View, query: URLSearchParams): ReadonlyMap<string, () => Promise<PanelBody>> {
  return new Map(Object.entries(makersOf(ask, view, query)));
}

function makersOf(ask: Ask, view: View, query: URLSearchParams): Record<string, () => Promise<PanelBody>> {
  const held = (by: Dimension, weight: Weight) => ({ [`${by}-${weight}`]: () => network.holders(ask, by, weight) });
  switch (view) {
    case 'decentralisation':
      return {
        ...held('country', 'nodes'),
        ...held('provider', 'nodes'),
        ...held('operator', 'collateral'),
        ...held('continent', 'cores')
      };
    case 'demand':
      return {
        demand: () => network.demandPanel(ask),
        fill: () => network.fillPanel(ask),
        busiest: () => network.busiestPanel(ask),
        projection: () => apps.projectionPanel(ask)
      };
    case 'apps':
      return {
        activity: () => apps.activityPanel(ask),
        games: () => apps.gamesPanel(ask),
        'expired-running': () => apps.expiredPanel(ask),
        cohorts: () => apps.cohortsPanel(ask)
      };
    case 'revenue':
      return {
        why: () => revenue.whyPanel(ask),
        sources: () => revenue.sourcesPanel(ask),
        mix: () => revenue.mixPanel(ask),
        rewards: () => network.rewardsPanel(ask)
      };
    case 'customers':
      return {
        payers: () => revenue.payersPanel(ask),
        ...held('owner', 'instances'),
        ...held('owner', 'revenue'),
        ...held('payer', 'revenue')
      };
    case 'what-if': {
      const asked = questionsIn(query);
      const { kind, name } = asked;
      return {
        ...(name !== '' && { blast: () => blastPanel(ask, { kind, name }) }),
        fit: () => fitPanel(ask, asked)
      };
    }
  }
}
