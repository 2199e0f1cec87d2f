/**
 * What a complete and correct census holds now, told from what the network was made of. Nodes, specifications and what they
 * say are those of the tip; containers and machines those of the last round of the statistics service.
 *
 * Units: cores in millicores, RAM and storage in MB (1 GB = 1,000 MB), collateral in whole FLUX.
 */
import { endHeight } from '../apps/life.ts';
import type { App } from '../apps/app.ts';
import type { Clock } from '../clock.ts';
import type { Network } from '../network.ts';
import type { Census } from './census.ts';
import { tellContainers, type ContainerTruth } from './container-truth.ts';
import { arcaneName, benchmarkState, hasDownload, measuredOf, tellsArcane } from './fluxinfo.ts';
import { collateralFlux, fullIp, tiers, type FluxNode, type Tier } from './nodes.ts';

const blocksPerDay = 2_880;
const measures = ['cores', 'ramGb', 'storageGb', 'diskWriteMBs', 'eps', 'downloadMbit', 'uploadMbit'] as const;

type Lower = Lowercase<Tier>;
type PerTier = Record<Lower | 'total', number>;

/** Of all machines of a round; an app whose specification is encrypted locks as much as any other. */
export interface ResourceTruth {
  total: number;
  used: number;
}

export interface AppTruth {
  name: string;
  height: number;
  /** Since version 9 the block that is due at the time of its end, by the clock. */
  end: number;
  instances: number;
  isEncrypted: boolean;
  /** Of one instance; null when encrypted. */
  resources: { cpu: number; ramMb: number; hddGb: number } | null;
}

export interface RecordTruth {
  tier: Lower;
  measure: (typeof measures)[number];
  value: number;
  /** All machines that reach it. */
  ips: string[];
}

export interface CensusTruth extends ContainerTruth {
  tip: number;
  clock: number;
  round: { time: number; tip: number };
  nodes: PerTier;
  wallets: number;
  collateral: PerTier;
  cpu: ResourceTruth;
  ram: ResourceTruth;
  storage: ResourceTruth;
  /** Machines of the round that answered, and those of them with a finished benchmark. */
  machines: { rows: number; answered: number; benchmarked: number };
  records: RecordTruth[];
  arcane: { codename: string; machines: number };
  specs: { total: number; encrypted: number };
  /** By name. */
  deployed: AppTruth[];
  expiring: AppTruth[];
}

export function tellCensus(parts: { network: Network; census: Census; clock: Clock }): CensusTruth {
  const { network, census, clock } = parts;
  const { tip } = network.chain;
  const present = census.nodes.present(tip);
  const { time, tip: roundTip, nodes } = census.round();
  const answering = nodes.filter(({ isReachable }) => isReachable);
  const benchmarked = answering.filter((node) => benchmarkState(node) === node.tier);
  const specs = tellSpecs(network, clock.now());
  const arcane = answering.filter(tellsArcane);
  return {
    tip,
    clock: clock.now(),
    round: { time, tip: roundTip },
    nodes: perTier(present, () => 1),
    wallets: new Set(present.map(({ paymentAddress }) => paymentAddress)).size,
    collateral: perTier(present, ({ tier }) => collateralFlux[tier]),
    ...tellResources(census, { answering, benchmarked }),
    machines: { rows: nodes.length, answered: answering.length, benchmarked: benchmarked.length },
    records: tellRecords(benchmarked.filter((node) => census.nodes.isPresent(node, tip))),
    arcane: { codename: arcaneName, machines: arcane.length },
    ...tellContainers(network, census),
    specs: { total: specs.length, encrypted: specs.filter(({ isEncrypted }) => isEncrypted).length },
    deployed: specs.filter(({ height }) => tip - height < blocksPerDay),
    expiring: specs.filter(({ end }) => end >= tip && end - tip < blocksPerDay)
  };
}

function perTier(nodes: readonly FluxNode[], amount: (node: FluxNode) => number): PerTier {
  const sum = (wanted: readonly FluxNode[]) => wanted.reduce((total, node) => total + amount(node), 0);
  const [cumulus = 0, nimbus = 0, stratus = 0] = tiers.map((tier) => sum(nodes.filter((node) => node.tier === tier)));
  return { cumulus, nimbus, stratus, total: sum(nodes) };
}

function tellSpecs(network: Network, now: number): AppTruth[] {
  const { registry } = network;
  const apps = network.currentMessages().map((message) => {
    const app = registry.appOf(message);
    const height = registry.heightOf(message);
    const isEncrypted = registry.isEncrypted(message);
    const term = registry.termOf(message);
    return {
      name: app.name,
      height,
      end:
        term === null
          ? endHeight(height, registry.lifetimeOf(message))
          : network.chain.tip + Math.floor((term.registeredAt + term.ttl - now) / 30),
      instances: app.instances,
      isEncrypted,
      resources: isEncrypted ? null : resourcesOf(app)
    };
  });
  return apps.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function resourcesOf({ product: { components } }: App): AppTruth['resources'] {
  const cpu = components.reduce((tenths, part) => tenths + Math.round(part.cpu * 10), 0) / 10;
  const ramMb = components.reduce((sum, part) => sum + part.ramMb, 0);
  return { cpu, ramMb, hddGb: components.reduce((sum, part) => sum + part.hddGb, 0) };
}

function tellResources(
  census: Census,
  { answering, benchmarked }: { answering: readonly FluxNode[]; benchmarked: readonly FluxNode[] }
): Pick<CensusTruth, 'cpu' | 'ram' | 'storage'> {
  const { instancesOn } = census.round();
  const parts = answering.flatMap((node) => (instancesOn.get(node) ?? []).flatMap(({ app }) => app.product.components));
  const sum = <T>(list: readonly T[], amount: (one: T) => number) =>
    list.reduce((total, one) => total + Math.round(amount(one) * 1_000), 0);
  return {
    cpu: { total: sum(benchmarked, ({ hardware }) => hardware.cores), used: sum(parts, ({ cpu }) => cpu) },
    ram: {
      total: sum(benchmarked, ({ hardware }) => hardware.ramGb),
      used: sum(parts, ({ ramMb }) => ramMb / 1_000)
    },
    storage: {
      total: sum(benchmarked, ({ hardware }) => hardware.ssdGb + hardware.hddGb),
      used: sum(parts, ({ hddGb }) => hddGb + 12)
    }
  };
}

function tellRecords(nodes: readonly FluxNode[]): RecordTruth[] {
  const measured = nodes.map((node) => {
    const { cores, ramGb, ssdGb, hddGb } = node.hardware;
    const { ddwrite: diskWriteMBs, eps, download: downloadMbit, upload: uploadMbit } = measuredOf(node);
    return { node, cores, ramGb, storageGb: ssdGb + hddGb, diskWriteMBs, eps, downloadMbit, uploadMbit };
  });
  return tiers.flatMap((tier) => {
    const ofTier = measured.filter(({ node }) => node.tier === tier);
    if (ofTier.length === 0) return [];
    return measures.map((measure) => {
      const told = ofTier.filter(({ node }) => measure !== 'downloadMbit' || hasDownload(node));
      const value = Math.max(...told.map((one) => one[measure]));
      const ips = told.filter((one) => one[measure] === value).map(({ node }) => fullIp(node));
      return { tier: tier.toLowerCase() as Lower, measure, value, ips: ips.sort() };
    });
  });
}
