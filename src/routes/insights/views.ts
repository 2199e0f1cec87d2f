/** The views of the page and the panels of each, in order. One that cannot be had costs itself. */
import type { Panel } from '$lib/ui/insights/panel';
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

export function panelsOf(ask: Ask, view: View, query: URLSearchParams): Promise<Panel>[] {
  switch (view) {
    case 'decentralisation':
      return [
        network.holders(ask, 'country', 'nodes'),
        network.holders(ask, 'provider', 'nodes'),
        network.holders(ask, 'operator', 'collateral'),
        network.holders(ask, 'continent', 'cores')
      ];
    case 'demand':
      return [network.demandPanel(ask), network.fillPanel(ask), network.busiestPanel(ask), apps.projectionPanel(ask)];
    case 'apps':
      return [apps.activityPanel(ask), apps.gamesPanel(ask), apps.expiredPanel(ask), apps.cohortsPanel(ask)];
    case 'revenue':
      return [revenue.whyPanel(ask), revenue.sourcesPanel(ask), revenue.mixPanel(ask), network.rewardsPanel(ask)];
    case 'customers':
      return [
        revenue.payersPanel(ask),
        network.holders(ask, 'owner', 'instances'),
        network.holders(ask, 'owner', 'revenue'),
        network.holders(ask, 'payer', 'revenue')
      ];
    case 'what-if': {
      const asked = questionsIn(query);
      const { kind, name } = asked;
      return [...(name === '' ? [] : [blastPanel(ask, { kind, name })]), fitPanel(ask, asked)];
    }
  }
}
