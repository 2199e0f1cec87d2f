/**
 * Figures of the network from the documents of one cycle. What a missing document would tell is not among them: whoever
 * stores them leaves the last good figure where it is.
 */
import { tiers, type ListedNode, type Machine, type PerTier } from '../../../../domain/census/census.ts';
import { countContainers } from '../../../../domain/apps/containers.ts';
import { runningOf } from '../../../../domain/apps/running-containers.ts';
import { coresByContinent } from '../../../../domain/census/continents.ts';
import type { BenchmarkRecord, CurrentFigures, ResourceFigure } from '../../../../domain/census/current-figures.ts';
import type { ReadDocuments } from './census-documents.ts';

export type CensusFigures = Partial<Omit<CurrentFigures, 'flux_price_usd'>>;

/** `tip`: the chain's height at the time of the cycle; without it the specs say nothing about now. */
export function figuresOf(documents: ReadDocuments, tip: number | null): CensusFigures {
  const { 'node-counts': counts, 'node-list': list, 'app-specs': specs, machines, containers } = documents;
  const nodes = list?.length ?? (counts === undefined ? null : sum(tiers.map((tier) => counts[tier])));
  const figures: CensusFigures = {};
  if (counts !== undefined) figures.nodes = counts;
  if (list !== undefined) {
    figures.wallets = { unique: new Set(list.map(({ paymentAddress }) => paymentAddress)).size };
    figures.collateral = collateralOf(list);
  }
  if (machines !== undefined)
    Object.assign(figures, machineFigures(machines.machines, machines.missing, { list, nodes }));
  if (containers !== undefined && specs !== undefined) {
    const { images, named, ...apps } = countContainers(containers, specs);
    figures.apps = { ...apps, reporting: containers.length, nodes };
    figures.images = { images, named };
    figures.containers = {
      ...runningOf(containers, { specs, nodes: list ?? [] }),
      reporting: containers.length,
      nodes
    };
  }
  if (specs !== undefined && tip !== null) {
    figures.specs = { total: specs.length, encrypted: specs.filter(({ isEncrypted }) => isEncrypted).length, tip };
  }
  return figures;
}

function collateralOf(list: readonly ListedNode[]): PerTier<number> {
  const locked = { cumulus: 0, nimbus: 0, stratus: 0 };
  for (const { tier, collateralFlux } of list) locked[tier] += collateralFlux;
  return locked;
}

function machineFigures(
  machines: readonly Machine[],
  missing: readonly string[],
  { list, nodes }: { list: readonly ListedNode[] | undefined; nodes: number | null }
): CensusFigures {
  const figures: CensusFigures = {};
  const measured = machines.flatMap(({ benchmark }) => (benchmark === null ? [] : [benchmark]));
  const locked = machines.flatMap((machine) => (machine.locked === null ? [] : [machine.locked]));
  if (!missing.includes('benchmark') && !missing.includes('locked')) {
    const figure = (total: number[], used: number[]): ResourceFigure => ({
      total: Math.round(sum(total)),
      used: Math.round(sum(used)),
      reporting: measured.length,
      nodes
    });
    figures.cpu = figure(
      measured.map(({ cores }) => cores * 1_000),
      locked.map(({ cores }) => cores * 1_000)
    );
    figures.ram = figure(
      measured.map(({ ramGb }) => ramGb * 1_000),
      locked.map(({ ramMb }) => ramMb)
    );
    figures.storage = figure(
      measured.map(({ storageGb }) => storageGb * 1_000),
      locked.map(({ storageGb }) => storageGb * 1_000)
    );
    if (!missing.includes('place')) figures.continents = coresByContinent(machines);
  }
  const arcane = codenameOf(machines);
  if (arcane !== null) figures.arcane = arcane;
  if (!missing.includes('benchmark') && list !== undefined) figures.records = recordsOf(machines, list);
  return figures;
}

/** The name that most machines tell. */
function codenameOf(machines: readonly Machine[]): CurrentFigures['arcane'] | null {
  const counts = new Map<string, number>();
  for (const { arcaneName } of machines)
    if (arcaneName !== null) counts.set(arcaneName, (counts.get(arcaneName) ?? 0) + 1);
  const [first] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return first === undefined ? null : { codename: first[0], machines: first[1] };
}

const measures = {
  cores: 'cores',
  ramGb: 'ramGb',
  storageGb: 'storageGb',
  diskWriteMBs: 'diskWrite',
  eps: 'eps',
  downloadMbit: 'download',
  uploadMbit: 'upload'
} as const;

/** The best machine of each tier in each measure; the lower address where two are equal. */
function recordsOf(machines: readonly Machine[], list: readonly ListedNode[]): BenchmarkRecord[] {
  const tierOf = new Map(list.flatMap(({ ip, tier }) => (ip === null ? [] : [[ip, tier] as const])));
  const best = new Map<string, BenchmarkRecord>();
  for (const { ip, benchmark } of machines) {
    const tier = tierOf.get(ip);
    if (tier === undefined || benchmark === null) continue;
    for (const [measure, field] of Object.entries(measures) as [keyof typeof measures, keyof typeof benchmark][]) {
      const value = benchmark[field];
      if (value === null) continue;
      const key = `${tier} ${measure}`;
      const leader = best.get(key);
      const isBetter = leader === undefined || value > leader.value || (value === leader.value && ip < leader.ip);
      if (isBetter) best.set(key, { tier, measure, value, ip });
    }
  }
  const order = (record: BenchmarkRecord) =>
    tiers.indexOf(record.tier) * 10 + Object.keys(measures).indexOf(record.measure);
  return [...best.values()].sort((a, b) => order(a) - order(b));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
