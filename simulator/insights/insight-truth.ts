/**
 * What the figures of the network mean, told from what the network was made of: no rule of the product is used here.
 *
 * Nodes, specifications and places are those of the tip; machines and containers those of the last round of the statistics
 * service, of which a machine that did not answer tells nothing.
 */
import type { App } from '../apps/app.ts';
import { endHeight } from '../apps/life.ts';
import { endOfRow, type Census } from '../census/census.ts';
import { benchmarkState, straysOf } from '../census/fluxinfo.ts';
import { collateralFlux, fullIp, type FluxNode } from '../census/nodes.ts';
import { containersOf } from '../census/placement.ts';
import { coinbasesTo, winners } from '../chain/coinbases.ts';
import { dateText, dayOf, type Clock } from '../clock.ts';
import type { Network } from '../network.ts';

const DAY = 2_880;

interface Spec {
  app: App;
  message: number;
  end: number;
  /** Distinct machines that broadcast it lately. */
  machines: string[];
  /** One for each copy. */
  places: string[];
}

/** Shares of holders, and the indexes of their amounts; unknown holders are one. */
export interface HoldersTruth {
  amounts: Record<string, number>;
  unknown: number;
  hhi: number;
  nakamoto: number;
}

export interface InsightTruth {
  fill: { running: number; ordered: number; missing: Record<string, number> };
  activity: { newCount: number; updatedCount: number; expiringCount: number; apps: number; encrypted: number };
  /** Whole days past the end are cut to blocks. */
  expired: { apps: Record<string, number>; containers: number };
  /** Millicores by continent; the empty code for places that are not known. */
  continents: Record<string, { cores: number; locked: number }>;
  busiest: { containers: number; ips: string[] };
  holders: Record<'country' | 'continent' | 'operator', HoldersTruth>;
  collateral: HoldersTruth;
  instances: HoldersTruth;
  /** Copies that would be lost with a country, by app. */
  lostWith: (countryCode: string) => { nodes: number; lost: Record<string, [lost: number, copies: number]> };
  /** Instances left so many days from now. */
  leftAfter: (days: number) => number;
  /** Satoshi that coinbases paid to an address, by UTC day, in blocks from one height to another. */
  earnedBy: (address: string, range: { from: number; to: number }) => Record<string, number>;
  /** Somebody whom coinbases pay. */
  winner: string;
  /** Machines with room for this on a continent, by all that they have. */
  roomFor: (wish: { cpu: number; ram: number; hdd: number; continentCode: string; staticip: boolean }) => number;
}

export function tellInsights({
  network,
  census,
  clock
}: {
  network: Network;
  census: Census;
  clock: Clock;
}): InsightTruth {
  const { tip } = network.chain;
  const specs = specsOf(network, census, clock.now());
  const paid = specs.filter(({ end }) => end > tip);
  const present = census.nodes.present(tip);
  const missing = paid.map(
    ({ app, machines }) => [app.name, app.instances - Math.min(app.instances, machines.length)] as const
  );
  const ordered = paid.reduce((sum, { app }) => sum + app.instances, 0);
  const lately = specs.filter(({ message }) => tip - network.registry.heightOf(message) < DAY);
  const known = knownPlaces(census, present);
  const nodeAt = new Map(present.map((node) => [fullIp(node), node]));
  const allPlaces = placesOf(census, clock.now());
  return {
    fill: {
      ordered,
      running: ordered - missing.reduce((sum, [, count]) => sum + count, 0),
      missing: Object.fromEntries(missing.filter(([, count]) => count > 0))
    },
    activity: {
      newCount: lately.filter(({ message }) => network.registry.isFirst(message)).length,
      updatedCount: lately.filter(({ message }) => !network.registry.isFirst(message)).length,
      expiringCount: specs.filter(({ end }) => end >= tip && end < tip + DAY).length,
      apps: paid.length,
      encrypted: paid.filter(({ message }) => network.registry.isEncrypted(message)).length
    },
    expired: tellExpired(network, census),
    continents: tellContinents(census),
    busiest: tellBusiest(census),
    holders: {
      country: holders(present.map((node) => [known.has(node) ? node.place.countryCode : null, 1])),
      continent: holders(present.map((node) => [known.has(node) ? node.place.continentCode : null, 1])),
      operator: holders(present.map((node) => [node.paymentAddress, 1]))
    },
    collateral: holders(present.map((node) => [node.paymentAddress, collateralFlux[node.tier]])),
    instances: holders(allPlaces.map(({ ip }) => [nodeAt.get(ip)?.paymentAddress ?? null, 1])),
    lostWith(countryCode) {
      const dark = present.filter((node) => known.has(node) && node.place.countryCode === countryCode);
      const ips = new Set(dark.map(fullIp));
      const lost = [...Map.groupBy(allPlaces, ({ name }) => name)].map(([name, copies]): [string, [number, number]] => [
        name,
        [copies.filter(({ ip }) => ips.has(ip)).length, copies.length]
      ]);
      return { nodes: dark.length, lost: Object.fromEntries(lost.filter(([, [count]]) => count > 0)) };
    },
    leftAfter: (days) =>
      paid.filter(({ end }) => end > tip + days * DAY).reduce((sum, { app }) => sum + app.instances, 0),
    winner: winners[7] ?? '',
    earnedBy(address, range) {
      const days: Record<string, number> = {};
      for (const { height, vout } of coinbasesTo(network.chain, address, range)) {
        const date = dateText(dayOf(network.chain.blockTime(height)));
        for (const { valueSat, address: to } of vout) if (to === address) days[date] = (days[date] ?? 0) + valueSat;
      }
      return days;
    },
    roomFor({ cpu, ram, hdd, continentCode, staticip }) {
      const { instancesOn, nodes } = census.round();
      return nodes.filter((node) => {
        const { hardware, place } = node;
        if (!node.isReachable || benchmarkState(node) !== node.tier || !known.has(node)) return false;
        if (!census.nodes.isPresent(node, tip) || place.continentCode !== continentCode) return false;
        if (staticip && !place.isDataCenter) return false;
        const parts = (instancesOn.get(node) ?? []).flatMap(({ app }) => app.product.components);
        const used = (amount: (part: (typeof parts)[number]) => number) =>
          parts.reduce((sum, part) => sum + amount(part), 0);
        const tenths = Math.round(used((part) => part.cpu) * 10);
        return (
          Math.round(cpu * 10) + tenths <= (hardware.cores - 1) * 10 &&
          ram + used(({ ramMb }) => ramMb) <= Math.round(hardware.ramGb * 1_000) - 2_000 &&
          hdd + 12 + used(({ hddGb }) => hddGb + 12) <= hardware.ssdGb + hardware.hddGb - 80
        );
      }).length;
    }
  };
}

function specsOf(network: Network, census: Census, now: number): Spec[] {
  const { registry, chain } = network;
  const places = Map.groupBy(placesOf(census, now), ({ name }) => name);
  return network.currentMessages().map((message) => {
    const app = registry.appOf(message);
    const term = registry.termOf(message);
    const end =
      term === null
        ? endHeight(registry.heightOf(message), registry.lifetimeOf(message))
        : chain.tip + Math.floor((term.registeredAt + term.ttl - now) / 30);
    const ips = (places.get(app.name) ?? []).map(({ ip }) => ip);
    return { app, message, end, places: ips, machines: [...new Set(ips)] };
  });
}

/** Broadcasts that are not void yet. */
function placesOf(census: Census, now: number): { name: string; ip: string }[] {
  return census.locations().filter((row) => endOfRow(row) > now);
}

/** Nodes of which the statistics tell where they are. */
function knownPlaces(census: Census, present: readonly FluxNode[]): Set<FluxNode> {
  const told = new Set(census.round().nodes);
  return new Set(present.filter((node) => told.has(node) && isPlaceTold(node)));
}

function isPlaceTold({ isReachable, index }: FluxNode): boolean {
  return isReachable && index % 500 !== 19;
}

function tellExpired(network: Network, census: Census): InsightTruth['expired'] {
  const { registry, chain } = network;
  const apps: Record<string, number> = {};
  let containers = 0;
  for (const [node, instances] of census.round().instancesOn) {
    if (!node.isReachable) continue;
    for (const instance of instances) {
      const { app, message, isOverdue, calledAs } = instance;
      // An identity without its specification tells no name.
      if (!isOverdue || calledAs !== app.name) continue;
      const end = endHeight(registry.heightOf(message), registry.lifetimeOf(message));
      const count = containersOf(instance).filter((name) => !name.includes('watchtower')).length;
      if (chain.tip - end < DAY || count === 0) continue;
      apps[app.name] = chain.tip - end;
      containers += count;
    }
  }
  return { apps, containers };
}

function tellContinents(census: Census): InsightTruth['continents'] {
  const sums: InsightTruth['continents'] = {};
  const { nodes, instancesOn } = census.round();
  for (const node of nodes.filter(({ isReachable }) => isReachable)) {
    const sum = (sums[isPlaceTold(node) ? node.place.continentCode : ''] ??= { cores: 0, locked: 0 });
    if (benchmarkState(node) === node.tier) sum.cores += node.hardware.cores * 1_000;
    for (const { app } of instancesOn.get(node) ?? [])
      for (const { cpu } of app.product.components) sum.locked += Math.round(cpu * 1_000);
  }
  return sums;
}

function tellBusiest(census: Census): InsightTruth['busiest'] {
  const { nodes, instancesOn } = census.round();
  const counts = nodes
    .filter(({ isReachable }) => isReachable)
    .map((node) => {
      const names = [...(instancesOn.get(node) ?? []).flatMap(containersOf), ...straysOf(node)];
      return { ip: fullIp(node), count: names.filter((name) => !name.includes('watchtower')).length };
    });
  const containers = Math.max(0, ...counts.map(({ count }) => count));
  return { containers, ips: counts.filter(({ count }) => count === containers).map(({ ip }) => ip) };
}

function holders(held: readonly (readonly [key: string | null, amount: number])[]): HoldersTruth {
  const amounts: Record<string, number> = {};
  let unknown = 0;
  for (const [key, amount] of held) {
    if (key === null) unknown += amount;
    else amounts[key] = (amounts[key] ?? 0) + amount;
  }
  const all = [...Object.values(amounts), ...(unknown > 0 ? [unknown] : [])].sort((a, b) => b - a);
  const total = all.reduce((sum, amount) => sum + amount, 0);
  let [together, nakamoto] = [0, 0];
  while (together * 2 <= total && nakamoto < all.length) together += all[nakamoto++] ?? 0;
  return { amounts, unknown, hhi: all.reduce((sum, amount) => sum + ((amount / total) * 100) ** 2, 0), nakamoto };
}
