/**
 * The network's figures as the overview's cards: ready to be read, so that only what is drawn travels to the browser.
 *
 * A figure is named as /api/analytics/comparison names it; how it moved comes apart and is found by that name. Products are
 * those with most containers. A card covers less than the network where some nodes did not answer.
 */
import type { Comparison, MetricChange, Metrics } from '../contract/history/metrics.ts';
import { amountText, countText, percentText, shareText, sizeText, UNKNOWN } from './format/format.ts';

export interface CardFigure {
  name: string;
  label: string;
  text: string;
  note?: string;
  /** Drawn as a bar; null = not known. */
  percent?: number | null;
}

export interface NetworkCard {
  /** What stands out. */
  lead: CardFigure[];
  rows: CardFigure[];
  /** What the figures cover, where not all of the network. */
  coverage: string | null;
  asOf: number | null;
  stale: boolean;
}

export type NetworkCardName = 'nodes' | 'cloud' | 'gaming' | 'crypto' | 'wordpress' | 'apps';
export type NetworkCards = Record<NetworkCardName, NetworkCard> & { cpuPercent: number | null };

export interface Moved {
  change: number | null;
  isPoints: boolean;
  trend: MetricChange['trend'];
  /** What it was; "n/a" where that is not known. */
  past: string;
}

export interface Moves {
  /** The day that figures are compared with. */
  date: string;
  byName: Record<string, Moved>;
  /** Given when there is nothing to compare with. */
  message: string | null;
}

const PRODUCTS = 4;
const known = new WeakMap<Metrics, NetworkCards>();

/** Worked out once for as long as the answer lives: visitors share it for a moment. */
export function networkCards(metrics: Metrics): NetworkCards {
  const before = known.get(metrics);
  if (before) return before;
  const made = makeCards(metrics);
  known.set(metrics, made);
  return made;
}

function makeCards(metrics: Metrics): NetworkCards {
  const { nodes, wallets, collateral, cloud, apps, wordpress } = metrics;
  return {
    cpuPercent: cloud.cpu.utilization,
    nodes: {
      lead: (['cumulus', 'nimbus', 'stratus'] as const).map((tier) => tierFigure(tier, nodes)),
      rows: [
        count('nodes.total', 'Total', nodes.total),
        count('wallets.unique', 'Wallets', wallets.unique),
        { ...count('collateral.total', 'Collateral', collateral.total), note: 'FLUX' }
      ],
      coverage: null,
      ...oldestOf([nodes, wallets, collateral])
    },
    cloud: {
      lead: [resource('CPU', 'cpu', cloud), resource('RAM', 'ram', cloud), resource('Storage', 'storage', cloud)],
      rows: [],
      ...ageOf(cloud)
    },
    gaming: productCard('gaming', metrics.gaming),
    crypto: productCard('crypto', metrics.crypto),
    wordpress: { lead: [count('wordpress.count', 'Installations', wordpress.count)], rows: [], ...ageOf(wordpress) },
    apps: {
      lead: [count('apps.total', 'Containers', apps.total)],
      rows: [
        { ...count('apps.gitapps', 'Git', apps.gitapps), note: shareText(apps.gitappsPercent) },
        { ...count('apps.dockerapps', 'Docker', apps.dockerapps), note: shareText(apps.dockerappsPercent) },
        { name: 'apps.resolvedPercent', label: 'Image known', text: percentText(apps.resolvedPercent) }
      ],
      ...ageOf(apps)
    }
  };
}

function count(name: string, label: string, value: number | null): CardFigure {
  return { name, label, text: countText(value) };
}

function tierFigure(tier: 'cumulus' | 'nimbus' | 'stratus', nodes: Metrics['nodes']): CardFigure {
  const [value, all] = [nodes[tier], nodes.total];
  const percent = value === null || !all ? null : (value / all) * 100;
  return { ...count(`nodes.${tier}`, tier, value), note: `${shareText(percent)} of all`, percent };
}

function resource(label: string, name: 'cpu' | 'ram' | 'storage', { [name]: part }: Metrics['cloud']): CardFigure {
  const { used, total, utilization } = part;
  const toText = (amount: number | null) => (name === 'cpu' ? amountText(amount) : sizeText(amount));
  const unit = name === 'cpu' ? ' threads' : '';
  return {
    name: `cloud.${name}.utilization`,
    label,
    text: percentText(utilization),
    note: used === null && total === null ? UNKNOWN : `${toText(used)} of ${toText(total)}${unit}`,
    percent: utilization
  };
}

function productCard(category: 'gaming' | 'crypto', section: Metrics['gaming']): NetworkCard {
  const products = (section.products ?? []).slice(0, PRODUCTS);
  return {
    lead: [count(`${category}.total`, 'Containers', section.total)],
    rows: products.map(({ slug, label, count: containers }) => count(`${category}.${slug}`, label, containers)),
    ...ageOf(section)
  };
}

interface Aged {
  asOf: number | null;
  stale: boolean;
}

function ageOf({ asOf, stale, coverage }: Metrics['apps' | 'cloud' | 'gaming' | 'wordpress']) {
  const isPart = coverage !== null && coverage.known < coverage.total;
  const text = isPart ? `Based on ${countText(coverage.known)} of ${countText(coverage.total)} ${coverage.unit}` : null;
  return { asOf, stale, coverage: text };
}

/** Of several origins the one that is older than it should be; what is not known at all says so itself. */
function oldestOf(parts: Aged[]): Aged {
  const dated = parts.filter(({ asOf }) => asOf !== null).toSorted((a, b) => (a.asOf ?? 0) - (b.asOf ?? 0));
  const { asOf, stale } = dated.find((part) => part.stale) ?? dated[0] ?? { asOf: null, stale: false };
  return { asOf, stale };
}

/**
 * How the figures of the cards moved; of the others nothing travels. Without cards all of them: the browser may still show
 * those that it had.
 */
export function movesOf({ snapshotDate, changes, message }: Comparison, cards: NetworkCards | null): Moves {
  const names = cards === null ? Object.keys(changes) : namesOf(cards);
  const byName = names.flatMap((name) => {
    const change = changes[name];
    return change === undefined ? [] : [[name, movedOf(name, change)] as const];
  });
  return { date: snapshotDate, byName: Object.fromEntries(byName), message };
}

function namesOf({ cpuPercent: _, ...cards }: NetworkCards): string[] {
  return Object.values(cards).flatMap(({ lead, rows }) => [...lead, ...rows].map(({ name }) => name));
}

function movedOf(name: string, { change, trend, past }: MetricChange): Moved {
  const isPoints = /(utilization|Percent)$/.test(name);
  const before = past === null ? null : Number(past);
  return { change, isPoints, trend, past: isPoints ? percentText(before) : countText(before) };
}
