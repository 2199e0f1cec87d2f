/** Panels that answer a question of the visitor: what goes dark with a part of the network, where an app would fit. */
import { blast, fitQuery } from '$lib/contract/insights/what-if';
import { urlOf } from '$lib/contract/kit/client';
import { limits, type Limit } from '$lib/domain/insights/fit';
import { countText, fluxText, shareText } from '$lib/ui/format/format';
import type { PanelBody } from '$lib/ui/insights/panel';
import { partName } from '$lib/ui/insights/part-names';
import { appHref } from '$lib/ui/state/app-href';

type Ask = App.Locals['ask'];

export const kinds = ['provider', 'country', 'operator', 'version'] as const;
export type Kind = (typeof kinds)[number];

/** What an app asks of a node, in the words of the form. */
const limitNames: Record<Limit, string> = {
  cpu: 'Cores',
  ram: 'RAM',
  hdd: 'Disk',
  geo: 'Place',
  staticip: 'Static IP address',
  nodes: 'Named nodes'
};

export async function blastPanel(ask: Ask, { kind, name }: { kind: Kind; name: string }): Promise<PanelBody> {
  const query = { [kind]: name };
  const told = await ask(blast, { query });
  const hits = told.losing === null ? [] : [...told.losing.all, ...told.losing.most, ...told.losing.some];
  return {
    title: `Without ${kind === 'version' || kind === 'operator' ? `${kind} ` : ''}${partName(kind, name)}`,
    note: 'What these nodes run and have, if they went dark at once. Revenue is that of the last 30 days of apps that lose every copy.',
    figures: [
      { label: 'Nodes dark', text: countText(told.nodes) },
      { label: 'Apps lose all', text: countText(told.apps?.all) },
      { label: 'Apps lose most', text: countText(told.apps?.most) },
      { label: 'Apps lose some', text: countText(told.apps?.some) },
      { label: 'Cores left', text: shareText(told.capacityLeft?.cores.percent) },
      { label: 'Revenue exposed', text: fluxText(told.revenueExposed), unit: 'FLUX' }
    ],
    columns: [{ text: 'App' }, { text: 'Copies lost', isNumber: true }, { text: 'Of', isNumber: true }],
    rows: hits.map(({ name: app, lost, copies }) => ({
      cells: [app, countText(lost), countText(copies)],
      href: appHref(app),
      share: (lost / copies) * 100
    })),
    shown: 12,
    coverage: told.coverage,
    api: urlOf(blast, { query }),
    asOf: told.asOf,
    stale: told.stale
  };
}

export async function fitPanel(
  ask: Ask,
  order: { cpu: string; ram: string; hdd: string; geo: string }
): Promise<PanelBody> {
  const query = {
    cpu: order.cpu,
    ram: order.ram,
    hdd: order.hdd,
    ...(order.geo !== '' && { geo: order.geo })
  } as never;
  const { now, in30Days, limiting, excluded, coverage, asOf, stale } = await ask(fitQuery, { query });
  return {
    title: 'Where it fits',
    note: 'Nodes with room for one more copy; a core, 2,000 MB and 80 GB of every node are its own, each component takes 12 GB besides.',
    figures: [
      { label: 'Nodes now', text: countText(now?.nodes) },
      { label: 'In 30 days', text: countText(in30Days?.nodes) },
      { label: 'Limited by', text: limiting === null ? 'nothing' : limitNames[limiting] }
    ],
    columns: [{ text: 'Condition' }, { text: 'Nodes excluded', isNumber: true }],
    rows: limits.map((limit) => ({ cells: [limitNames[limit], countText(excluded?.[limit])] })),
    shown: 6,
    coverage,
    api: urlOf(fitQuery, { query }),
    asOf,
    stale
  };
}
