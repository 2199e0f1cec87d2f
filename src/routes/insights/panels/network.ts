/** Panels about who holds the network and where its demand is. */
import { concentration, demand, rewards, type Dimension, type Weight } from '$lib/contract/insights/network';
import { busiest, fill } from '$lib/contract/insights/apps';
import { urlOf } from '$lib/contract/kit/client';
import type { Answer } from '$lib/contract/kit/endpoint';
import { amountText, countText, fluxText, shareText, usdText } from '$lib/ui/format/format';
import { partHref, partName } from '$lib/ui/insights/part-names';
import type { PanelBody } from '$lib/ui/insights/panel';
import { appHref } from '$lib/ui/state/app-href';

type Ask = App.Locals['ask'];

const names: Record<Dimension, string> = {
  provider: 'Providers',
  country: 'Countries',
  continent: 'Continents',
  operator: 'Operators',
  owner: 'App owners',
  payer: 'Paying addresses'
};

/** Of a column; money has its unit. */
const weights: Record<Weight, string> = {
  nodes: 'Nodes',
  cores: 'Cores',
  collateral: 'Collateral, FLUX',
  instances: 'Instances',
  revenue: 'Revenue, FLUX'
};

export async function holders(ask: Ask, by: Dimension, weight: Weight): Promise<PanelBody> {
  const query = { by, weight, history_days: 1 };
  const told = await ask(concentration, { query });
  return {
    title: `${names[by]} by ${weight}`,
    note: `Shares of everything; what nobody can name is one group (${shareText(told.unknown?.share)}). Nakamoto: the fewest that hold more than half.`,
    figures: indexes(told),
    columns: [{ text: names[by] }, { text: weights[weight], isNumber: true }, { text: 'Share', isNumber: true }],
    rows: (told.groups ?? []).map(({ label, key, value, share }) => ({
      cells: [label === key ? partName(by, key) : `${label} (${key})`, amount(value), shareText(share)],
      href: partHref(by, key),
      share
    })),
    shown: 12,
    coverage: told.coverage,
    api: urlOf(concentration, { query }),
    asOf: told.asOf,
    stale: told.stale
  };
}

export async function countries(ask: Ask) {
  const { groups } = await ask(concentration, { query: { by: 'country', history_days: 1 } });
  return (groups ?? []).map(({ key, label, value, share }) => ({ key, label, value: Number(value), share }));
}

function indexes({ hhi, nakamoto, gini, top1, top5 }: Answer<typeof concentration>): PanelBody['figures'] {
  return [
    { label: 'HHI, of 10,000', text: amountText(hhi) },
    { label: 'Nakamoto', text: countText(nakamoto) },
    { label: 'Gini, of 1', text: gini === null ? 'n/a' : gini.toFixed(4) },
    { label: 'Largest', text: shareText(top1) },
    { label: 'Largest five', text: shareText(top5) }
  ];
}

export async function demandPanel(ask: Ask): Promise<PanelBody> {
  const { continents, usedPercent, coverage, asOf, stale } = await ask(demand, { query: { history_days: 1 } });
  return {
    title: 'Demand by continent',
    note: 'Cores of machines that told what they have, and what apps have locked there.',
    figures: [{ label: 'Cores used', text: shareText(usedPercent) }],
    columns: [
      { text: 'Continent' },
      { text: 'Share of cores', isNumber: true },
      { text: 'Share of locked cores', isNumber: true },
      { text: 'Used', isNumber: true }
    ],
    rows: (continents ?? []).map(({ code, coresShare, lockedShare, usedPercent: used }) => ({
      cells: [partName('continent', code), shareText(coresShare), shareText(lockedShare), shareText(used)],
      share: used
    })),
    shown: 12,
    coverage,
    api: urlOf(demand, {}),
    asOf,
    stale
  };
}

export async function fillPanel(ask: Ask): Promise<PanelBody> {
  const { fillPercent, running, ordered, missing, coverage, asOf, stale } = await ask(fill, {
    query: { history_days: 1 }
  });
  return {
    title: 'Deployment fill',
    note: 'Distinct nodes that run an unexpired app, at most what it ordered.',
    figures: [
      { label: 'Filled', text: shareText(fillPercent) },
      { label: 'Running', text: countText(running) },
      { label: 'Ordered', text: countText(ordered) }
    ],
    columns: [{ text: 'App' }, { text: 'Copies missing', isNumber: true }],
    rows: (missing ?? []).map(({ name, missing: count }) => ({ cells: [name, countText(count)], href: appHref(name) })),
    shown: 10,
    coverage,
    api: urlOf(fill, {}),
    asOf,
    stale
  };
}

export async function busiestPanel(ask: Ask): Promise<PanelBody> {
  const { ip, tier, containers, apps, coverage, asOf, stale } = await ask(busiest, {});
  return {
    title: 'Busiest node',
    note: 'The one with most containers; watchtowers are left out.',
    figures: [
      { label: 'Address', text: ip ?? 'n/a' },
      { label: 'Tier', text: tier ?? 'n/a' },
      { label: 'Containers', text: countText(containers) }
    ],
    columns: [{ text: 'App' }],
    rows: (apps ?? []).map((name) => ({ cells: [name], href: appHref(name) })),
    shown: 5,
    coverage,
    api: urlOf(busiest, {}),
    asOf,
    stale
  };
}

export async function rewardsPanel(ask: Ask): Promise<PanelBody> {
  const { tiers, verified, coverage, asOf, stale } = await ask(rewards, {});
  return {
    title: 'Rewards of nodes',
    note: `By the schedule of the chain, ${verified ? 'which a coinbase confirms' : 'unverified: no coinbase was seen to pay it'}. What one address was paid: /api/insights/earnings/ADDRESS.`,
    figures: [],
    columns: [
      { text: 'Tier' },
      { text: 'Nodes', isNumber: true },
      { text: 'FLUX a day', isNumber: true },
      { text: 'USD a day', isNumber: true }
    ],
    rows: Object.entries(tiers).map(([tier, { nodes, perDay, usdPerDay }]) => ({
      cells: [tier, countText(nodes), fluxText(perDay, 4), usdText(usdPerDay)]
    })),
    shown: 3,
    coverage,
    api: urlOf(rewards, {}),
    asOf,
    stale
  };
}

function amount(value: number | string): string {
  return typeof value === 'string' ? fluxText(value) : countText(Math.round(value));
}
