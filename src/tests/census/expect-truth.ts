/** Holds what the API tells of the network against what the simulated network is. */
import { expect } from 'vitest';
import type { CensusTruth } from '../../../simulator/census/census-truth.ts';
import type { Surveyor } from './harness.ts';

const TOP_IMAGES = 10;

export async function expectTruth({ reads, simulator }: Surveyor): Promise<void> {
  const truth = simulator.censusTruth();
  const metrics = await reads.metrics();
  expect(metrics).toMatchObject({
    cloud: cloudOf(truth),
    apps: appsOf(truth),
    gaming: productsOf(truth.gaming),
    crypto: productsOf(truth.crypto),
    wordpress: { count: truth.wordpress.total, stale: false },
    nodes: { ...truth.nodes, stale: false },
    wallets: { unique: truth.wallets, stale: false },
    collateral: { ...truth.collateral, stale: false }
  });
  for (const category of ['gaming', 'crypto'] as const) {
    const { current } = await reads.categoryNow(category, { query: {} });
    expect(counts(current.products)).toEqual(truth[category].products);
    expect(current.total).toBe(truth[category].total);
  }
  const nodes = await reads.nodesCategory({ query: {} });
  expect(nodes.current).toMatchObject(truth.nodes);
  await expectCarousel({ reads }, truth);
}

async function expectCarousel({ reads }: Pick<Surveyor, 'reads'>, truth: CensusTruth): Promise<void> {
  const { stats } = await reads.carouselStats();
  const top = Object.entries(truth.images)
    .map(([image, { instances }]) => [image, instances] as const)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, TOP_IMAGES);
  expect(stats?.flatMap((stat) => (stat.kind === 'top-app' ? [[stat.image, stat.count]] : []))).toEqual(top);
  const records = stats?.flatMap((stat) => (stat.kind === 'record' ? [stat] : [])) ?? [];
  expect(records.map(({ tier, measure, value }) => ({ tier, measure, value }))).toEqual(
    truth.records.map(({ tier, measure, value }) => ({ tier, measure, value }))
  );
  for (const [at, { ips }] of truth.records.entries()) expect(ips).toContain(records[at]?.ip);

  const app = ({ name, height, instances, isEncrypted, resources }: CensusTruth['deployed'][number]) => ({
    name,
    height,
    instances,
    encrypted: isEncrypted,
    cpu: resources?.cpu ?? null,
    ram: resources?.ramMb ?? null,
    hdd: resources?.hddGb ?? null
  });
  const deployed = await reads.deployed();
  expect(byName(deployed.stats)).toEqual(
    byName(truth.deployed.map((one) => ({ ...app(one), blockAge: truth.tip - one.height })))
  );
  const expiring = await reads.expiring();
  expect(byName(expiring.stats)).toEqual(
    byName(truth.expiring.map((one) => ({ ...app(one), blocksUntilExpiry: one.end - truth.tip })))
  );
  const ages = deployed.stats?.map(({ blockAge }) => blockAge) ?? [];
  expect(ages).toEqual(ages.toSorted((a, b) => a - b));
}

function cloudOf({ cpu, ram, storage, machines, nodes }: CensusTruth) {
  const gb = ({ total, used }: { total: number; used: number }) => ({
    total: hundredths(total / 1_000),
    used: hundredths(used / 1_000),
    utilization: hundredths((used / total) * 100)
  });
  return {
    cpu: gb(cpu),
    ram: gb(ram),
    storage: gb(storage),
    coverage: { known: machines.benchmarked, total: nodes.total, unit: 'nodes' },
    stale: false
  };
}

function appsOf({ apps }: CensusTruth) {
  const percent = (part: number) => hundredths((part / apps.total) * 100);
  return {
    total: apps.total,
    watchtower: apps.watchtower,
    gitapps: apps.git,
    dockerapps: apps.docker,
    gitappsPercent: percent(apps.git),
    dockerappsPercent: percent(apps.docker),
    resolvedPercent: percent(apps.resolved),
    stale: false
  };
}

function productsOf({ total, products }: CensusTruth['gaming']) {
  const list = Object.entries(products)
    .map(([slug, count]) => ({ slug, count }))
    .sort((a, b) => b.count - a.count || (a.slug < b.slug ? -1 : 1));
  return { total, products: list, stale: false };
}

function counts(products: { slug: string; count: number }[] | null): Record<string, number> {
  return Object.fromEntries((products ?? []).map(({ slug, count }) => [slug, count]));
}

/** Money is not among these: two decimals of a double are exact enough to be compared. */
function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

function byName<T extends { name: string }>(rows: T[] | null): T[] | undefined {
  return rows?.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
