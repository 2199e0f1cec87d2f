/** Rows of the census for tests, planted as their writers do: a test states only what it is about. */
import type { CurrentFigures } from '../../lib/domain/census/current-figures.ts';
import { dateOf } from '../../lib/domain/time/periods.ts';
import type { AppSpecRow, NodeRow, PlacedApp } from '../../lib/server/modules/census/statements.ts';
import type { AppMessageRow } from '../../lib/server/platform/store/rows.ts';
import type { ImageKind, NewSnapshot } from '../../lib/server/modules/history/statements-write.ts';
import type { Store } from '../../lib/server/platform/store/store.ts';
import { classifyImage, repositoryOf } from '../../lib/domain/apps/categories.ts';
import { leaseOf, NOON, txidOf } from './factories.ts';

/** What a census of a hundred nodes found. */
export const sampleFigures: Omit<CurrentFigures, 'flux_price_usd'> = {
  nodes: { cumulus: 50, nimbus: 30, stratus: 20 },
  wallets: { unique: 42 },
  collateral: { cumulus: 50_000, nimbus: 375_000, stratus: 800_000 },
  cpu: { total: 1_234_567, used: 411_522, reporting: 90, nodes: 100 },
  ram: { total: 8_000_000, used: 1_000_005, reporting: 90, nodes: 100 },
  storage: { total: 200_000_000, used: 0, reporting: 90, nodes: 100 },
  arcane: { codename: 'Andromeda', machines: 60 },
  records: [{ tier: 'stratus', measure: 'eps', value: 1_500.5, ip: '192.0.2.9:16127' }],
  apps: {
    total: 300,
    watchtower: 5,
    git: 100,
    docker: 200,
    resolved: 285,
    gaming: {
      total: 70,
      products: [
        { slug: 'minecraft', label: 'Minecraft', count: 30 },
        { slug: 'palworld', label: 'Palworld', count: 40 },
        { slug: 'valheim', label: 'Valheim', count: 0 }
      ]
    },
    crypto: { total: 20, products: [{ slug: 'presearch', label: 'Presearch', count: 20 }] },
    wordpress: { total: 7, products: [{ slug: 'wordpress', label: 'WordPress', count: 7 }] },
    reporting: 95,
    nodes: 100
  },
  images: {
    images: [
      { image: 'itzg/minecraft-server:latest', instances: 30, categoryCount: 30 },
      { image: 'thijsvanloef/palworld-server-docker', instances: 35, categoryCount: 35 },
      { image: 'runonflux/orbit:latest', instances: 100, categoryCount: 100 }
    ],
    named: { palworld: 5 }
  },
  containers: {
    byApp: [
      ['palworld1785555251684', 40],
      ['shop', 260]
    ],
    busiest: { ip: '192.0.2.9:16127', tier: 'stratus', containers: 9, apps: ['shop'] },
    reporting: 95,
    nodes: 100
  },
  continents: [
    { code: 'EU', machines: 70, cores: 900_000, locked: 300_000 },
    { code: 'NA', machines: 20, cores: 334_567, locked: 111_522 }
  ],
  specs: { total: 3, encrypted: 1, tip: 2_100_010 }
};

/** A little of everything, for whoever needs no figure in particular. */
export async function plantNetwork(store: Store): Promise<void> {
  const [today, lastWeek] = [dateOf(NOON), dateOf(NOON - 7 * 86_400)];
  await plantFigures(store, sampleFigures);
  await plantCensus(store, { 'node-list': NOON - 60, 'app-specs': NOON - 60, machines: null });
  await plantStatus(store, 'snapshots', { lastSuccess: NOON - 1_000, lastError: null });
  await plantNodes(store, [{ collateral: 'a:0', ip: '192.0.2.9:16127', tier: 'stratus', machine: sampleMachine }]);
  await plantSpecs(store, [
    { name: 'shop', height: 2_099_000 },
    { name: 'Hidden1', height: 2_012_000, end_height: 2_101_000, is_encrypted: 1, components: '[]' }
  ]);
  await plantMessages(store, [{ app_name: 'shop' }]);
  await plantCycle(store, NOON - 60, { opened: [{ app_name: 'shop', ip: '192.0.2.9:16127' }] });
  const figures = { node_total: 100, cpu_total_millicores: 1_000, cpu_used_millicores: 500, gaming_count: 3 };
  await plantSnapshots(store, [
    { date: today, ...figures },
    { date: lastWeek, ...figures, price_e8: '7000000' }
  ]);
  for (const date of [lastWeek, today]) await plantRepos(store, date, { 'itzg/minecraft-server:latest': 3 });
}

export const sampleMachine = JSON.stringify({
  benchmark: { cores: 16, ramGb: 62.5, storageGb: 880, diskWrite: 900, eps: 1_500.5, download: 950, upload: 910 },
  locked: { cores: 2, ramMb: 4_005, storageGb: 50 },
  isDataCenter: true
});

export async function plantFigures(store: Store, figures: Partial<CurrentFigures>, asOf = NOON - 60): Promise<void> {
  const lease = await leaseOf(store, 'census');
  for (const [name, value] of Object.entries(figures))
    await store.query('store_metric', { ...lease, name, value: JSON.stringify(value), source: 'test', as_of: asOf });
}

/** A census whose documents were last read at these times; null: tried, never read. */
export async function plantCensus(store: Store, documents: Record<string, number | null>): Promise<void> {
  const reports = Object.entries(documents).map(([name, lastSuccess]): [string, object] => {
    const ok = lastSuccess !== null;
    const report = { lastRun: NOON - 30, lastSuccess, ok, durationMs: 120, rows: ok ? 7 : null };
    return [name, { ...report, error: ok ? null : 'HTTP 503' }];
  });
  await plantStatus(store, 'census', { completedAt: NOON - 30, documents: Object.fromEntries(reports) });
}

export async function plantStatus(store: Store, name: string, value: unknown): Promise<void> {
  const lease = await leaseOf(store, 'census');
  await store.query('store_status', { ...lease, status: { [name]: { value: JSON.stringify(value) } }, now: NOON });
}

export async function plantNodes(store: Store, nodes: (Partial<NodeRow> & { collateral: string })[]): Promise<void> {
  const bare = { active_since: null, country: null, country_code: null, provider: null, machine: null };
  const rows = nodes.map((node): NodeRow => ({
    tier: 'cumulus',
    payment_address: 't1Operator',
    ip: null,
    ...bare,
    ...node
  }));
  await store.query('store_nodes', { ...(await leaseOf(store, 'census')), nodes: rows, has_machines: 1 });
}

/** Of one component: 2 threads, 4,000 MB, 50 GB. */
export async function plantSpecs(store: Store, specs: (Partial<AppSpecRow> & { name: string })[]): Promise<void> {
  const apps = specs.map((spec): AppSpecRow => {
    const height = spec.height ?? 2_050_000;
    return {
      owner: '1Owner',
      spec_version: 8,
      hash: 'aa',
      height,
      end_height: height + 88_000,
      end_time: null,
      instances: 3,
      expire: 88_000,
      components: oneComponent,
      geolocation: '[]',
      is_encrypted: 0,
      ...spec
    };
  });
  await store.query('store_apps', { ...(await leaseOf(store, 'census')), apps, events: [] });
}

export const oneComponent = JSON.stringify([{ name: 'web', repotag: 'a/web:1', cpu: 2, ramMb: 4_000, hddGb: 50 }]);

export async function plantMessages(
  store: Store,
  messages: (Partial<AppMessageRow> & { app_name: string })[]
): Promise<void> {
  const rows = messages.map((message, at): [string, AppMessageRow] => [
    txidOf(90_000 + at),
    {
      type: 'register',
      txid: txidOf(91_000 + at),
      height: 2_050_000,
      value_sat: '100000000',
      timestamp_ms: 1_770_000_000_000,
      owner: '1Owner',
      spec_version: 8,
      components: oneComponent,
      instances: 3,
      expire: 88_000,
      end_time: null,
      geolocation: '[]',
      is_encrypted: 0,
      ...message
    }
  ]);
  const lease = await leaseOf(store);
  await store.query('store_app_messages', { ...lease, messages: Object.fromEntries(rows), status: {}, now: NOON });
}

/** One complete look at where apps run, 10 minutes after the one before. */
export async function plantCycle(
  store: Store,
  at: number,
  { opened = [], closed = [] }: { opened?: PlacedApp[]; closed?: PlacedApp[] }
): Promise<void> {
  const cycle = { at, date: dateOf(at), closed_at: at - 600, is_end_uncertain: 0 as const };
  await store.query('store_app_observations', { ...(await leaseOf(store, 'census')), opened, closed, ...cycle });
}

/** Snapshots taken at 00:06 of their day. */
export async function plantSnapshots(store: Store, rows: (Partial<NewSnapshot> & { date: string })[]): Promise<void> {
  const full = rows.map((row): NewSnapshot => ({
    origin: 'observed',
    taken_at: Date.parse(`${row.date}T00:06:00Z`) / 1_000,
    ...unknownSnapshot,
    ...row
  }));
  await store.query('store_snapshots', { ...(await leaseOf(store, 'snapshots')), rows: full, events: [] });
}

/** Containers per image of a day, all of them counted for the image's category; `named` by their app's name. */
export async function plantRepos(
  store: Store,
  date: string,
  counts: Record<string, number>,
  named: Record<string, number> = {}
): Promise<void> {
  const images = Object.keys(counts).map((image): [string, ImageKind & { repository: string }] => [
    image,
    { ...classifyImage(image), repository: repositoryOf(image) }
  ]);
  await store.query('store_repo_rows', {
    ...(await leaseOf(store, 'snapshots')),
    images: Object.fromEntries(images),
    rows: Object.entries(counts).map(([image_name, count]) => ({
      date,
      image_name,
      instance_count: count,
      category_count: count
    })),
    products: Object.entries(named).map(([slug, count]) => ({ date, slug, instance_count: count }))
  });
}

const unknownSnapshot: Omit<NewSnapshot, 'date' | 'origin' | 'taken_at'> = {
  revenue_sat: null,
  price_e8: null,
  node_cumulus: null,
  node_nimbus: null,
  node_stratus: null,
  node_total: null,
  wallet_count: null,
  collateral_cumulus_flux: null,
  collateral_nimbus_flux: null,
  collateral_stratus_flux: null,
  cpu_total_millicores: null,
  cpu_used_millicores: null,
  ram_total_mb: null,
  ram_used_mb: null,
  storage_total_mb: null,
  storage_used_mb: null,
  app_count: null,
  watchtower_count: null,
  git_count: null,
  docker_count: null,
  resolved_count: null,
  gaming_count: null,
  crypto_count: null,
  wordpress_count: null
};
