/** What the stand-in API answers about the network as a whole: compared, from day to day, and in the carousel. */
import type { carouselStats, DeployedApp, ExpiringApp } from '../../lib/contract/apps/carousel.ts';
import type { Answer } from '../../lib/contract/kit/endpoint.ts';
import type { Comparison, MetricChange } from '../../lib/contract/history/metrics.ts';
import type { FullSnapshot, Snapshot } from '../../lib/contract/history/snapshots.ts';
import { addDays, dateOf, eachDay } from '../../lib/domain/time/periods.ts';
import { sampleMetrics } from './sample-census.ts';

interface Asked {
  url: URL;
  now: number;
  isSyncing: boolean;
}

interface Days {
  now: number;
  start: string;
  end: string;
}

interface Section {
  asOf: unknown;
  stale: unknown;
  coverage?: unknown;
}

export const DEPLOYED = 31;
const EXPIRING = 8;
/** Known are the newest days only. */
const KNOWN_DAYS = 60;

/** undefined: not one of these routes. */
export function networkAnswer({ url, now, isSyncing }: Asked): unknown {
  const { pathname, searchParams: query } = url;
  const fresh = { asOf: isSyncing ? null : now - 12, stale: false };
  const age = { cached: true, cacheAge: isSyncing ? null : 12, fresh: !isSyncing, timestamp: fresh.asOf, ...fresh };
  const today = dateOf(now);
  const end = query.get('end_date') ?? today;
  const limit = Math.min(900, Number(query.get('limit') ?? 365));
  const days = { now, start: query.get('start_date') ?? addDays(end, 1 - limit), end };
  const listed = <T>(data: T[]) => ({ count: isSyncing ? 0 : data.length, data: isSyncing ? [] : data, ...fresh });

  const compared = /^\/api\/analytics\/comparison\/(\d+)$/.exec(pathname)?.[1];
  if (compared !== undefined) return sampleComparison(Number(compared), now, isSyncing);
  const [, category, repos] = /^\/api\/history\/category\/(gaming|crypto)(\/repos)?$/.exec(pathname) ?? [];
  if (category === 'gaming' || category === 'crypto') {
    const { products, data } = sampleProducts(category, days);
    if (repos !== undefined) return { category, products: isSyncing ? [] : products, ...listed(data) };
    return { category, ...listed(sampleSnapshots(days).map((day) => ({ date: day.date, total: day[category] }))) };
  }
  switch (pathname) {
    case '/api/carousel/stats':
      return { stats: isSyncing ? null : sampleStats(), ...age };
    case '/api/carousel/deployed':
      return { stats: isSyncing ? null : sampleAppsOfDay(DEPLOYED).deployed, ...age };
    case '/api/carousel/expiring':
      return { stats: isSyncing ? null : sampleAppsOfDay(EXPIRING).expiring, ...age };
    case '/api/history/snapshots':
      return listed(sampleSnapshots(days));
    case '/api/history/snapshots/full':
      return listed(sampleFullSnapshots(days));
    case '/api/categories/nodes': {
      const { nodes } = sampleMetrics(now, isSyncing);
      const { cumulus, nimbus, stratus } = sampleMetrics(now, false).nodes;
      const history = sampleSnapshots(days).map(({ date, nodes: total }) =>
        total === null
          ? { date, cumulus: null, nimbus: null, stratus: null, total }
          : { date, cumulus, nimbus, stratus, total }
      );
      return { current: nodes, history: isSyncing ? [] : history };
    }
    default:
      return undefined;
  }
}

/** Further back nodes have changed more; a day ago there was no Valheim. */
function sampleComparison(days: number, now: number, isSyncing: boolean): Comparison {
  const moved = (current: number, difference: number): MetricChange => {
    const past = Math.round((current - difference) * 100) / 100;
    const change = past === 0 ? null : Math.round((difference / past) * 10_000) / 100;
    const trend = change === null ? 'unknown' : change > 0 ? 'up' : change < 0 ? 'down' : 'flat';
    return { current, past, difference, change, trend };
  };
  const points = (current: number, difference: number): MetricChange => ({
    ...moved(current, difference),
    change: difference,
    trend: difference > 0 ? 'up' : 'down'
  });
  const today = dateOf(now);
  const changes = {
    'nodes.cumulus': moved(401, 4 * days),
    'nodes.nimbus': moved(401, -days),
    'nodes.stratus': moved(401, 0),
    'nodes.total': moved(1_203, 3 * days),
    'wallets.unique': moved(640, 2),
    'collateral.total': moved(21_453_500, -12_500 * days),
    'cloud.cpu.utilization': points(33.33, 0.4),
    'cloud.ram.utilization': points(24.32, -1.25),
    'cloud.storage.utilization': points(17.31, 0.07),
    'gaming.total': moved(640, 40),
    'gaming.minecraft': moved(519, 19),
    'gaming.palworld': moved(64, -2),
    'gaming.valheim': moved(41, 41),
    'crypto.total': moved(3_100, -37),
    'crypto.presearch': moved(3_000, -40),
    'wordpress.count': moved(412, -7),
    'apps.total': moved(12_345, 203),
    'apps.gitapps': moved(345, 50),
    'apps.dockerapps': moved(12_000, 153),
    'apps.resolvedPercent': points(98.4, 0.3)
  };
  return {
    days,
    snapshotDate: addDays(today, -days),
    revenueDate: addDays(today, -1),
    revenuePastDate: addDays(today, -1 - days),
    changes: isSyncing ? {} : changes,
    partialData: true,
    message: isSyncing ? `There is no snapshot of ${addDays(today, -days)}.` : null,
    asOf: isSyncing ? null : now - 12,
    stale: false
  };
}

const products = {
  gaming: [
    { slug: 'minecraft', label: 'Minecraft', count: 519 },
    { slug: 'palworld', label: 'Palworld', count: 64 },
    { slug: 'valheim', label: 'Valheim', count: 41 }
  ],
  crypto: [
    { slug: 'presearch', label: 'Presearch', count: 3_000 },
    { slug: 'kadena', label: 'Kadena', count: 100 }
  ]
};

function sampleStats(): NonNullable<Answer<typeof carouselStats>['stats']> {
  const tiers = ['cumulus', 'nimbus', 'stratus'] as const;
  const measures = ['cores', 'ramGb', 'storageGb', 'diskWriteMBs', 'eps', 'downloadMbit', 'uploadMbit'] as const;
  return [
    ...Array.from({ length: 10 }, (_, place) => ({
      kind: 'top-app' as const,
      image: `maker/image-${place + 1}:latest`,
      slug: `image-${place + 1}`,
      label: `Image ${place + 1}`,
      count: 1_300 - place * 90
    })),
    ...tiers.flatMap((tier, at) =>
      measures.map((measure, place) => ({
        kind: 'record' as const,
        tier,
        measure,
        value: (at + 1) * 100 * (place + 1),
        ip: `198.51.100.${at + 1}:16127`
      }))
    )
  ];
}

function sampleAppsOfDay(count: number) {
  const apps = Array.from({ length: count }, (_, place) => ({
    name: `fresh-app-${place + 1}`,
    instances: 3 + (place % 4),
    ...(place % 5 === 4
      ? { cpu: null, ram: null, hdd: null, encrypted: true }
      : { cpu: 0.5, ram: 2_000, hdd: 20, encrypted: false }),
    height: 3_049_990 - place * 40
  }));
  return {
    deployed: apps.map((app, place): DeployedApp => ({ ...app, blockAge: place * 40 })),
    expiring: apps.map((app, place): ExpiringApp => ({
      ...app,
      name: `old-app-${place + 1}`,
      blocksUntilExpiry: place * 60
    }))
  };
}

/** Not known: days that end with 07, and all before the first snapshot. */
function wave(date: string, index: number, today: string): number | null {
  return date.endsWith('-07') || date < addDays(today, -KNOWN_DAYS) ? null : Math.round(40 * Math.sin(index / 5));
}

function sampleSnapshots({ now, start, end }: Days): Snapshot[] {
  return eachDay(start, end).map((date, index) => {
    const moved = wave(date, index, dateOf(now));
    const near = (value: number) => (moved === null ? null : value + moved);
    return {
      date,
      revenue: null,
      fluxPriceUsd: moved === null ? null : Number((0.058_123_46 + moved / 10_000_019).toFixed(8)),
      nodes: near(1_203),
      apps: near(12_345),
      gaming: near(640),
      crypto: near(3_100),
      wordpress: near(412),
      cpuUtilization: near(45),
      ramUtilization: near(45),
      storageUtilization: near(45)
    };
  });
}

function sampleFullSnapshots({ now, start, end }: Days): FullSnapshot[] {
  const { nodes, wallets, collateral, cloud, apps, gaming, crypto, wordpress, revenue } = sampleMetrics(now, false);
  const sections = { revenue, cloud, apps, gaming, crypto, wordpress, nodes, wallets, collateral };
  const none = sampleMetrics(now, true);
  return eachDay(start, end).map((date, index) => {
    const isKnown = wave(date, index, dateOf(now)) !== null;
    const of = isKnown ? sections : none;
    const bare = Object.keys(sections).map((name) => {
      const { asOf: _, stale: __, coverage: ___, ...section } = of[name as keyof typeof sections] as Section;
      return [name, section];
    });
    return { date, origin: isKnown ? 'observed' : null, ...Object.fromEntries(bare) } as FullSnapshot;
  });
}

function sampleProducts(category: 'gaming' | 'crypto', { now, start, end }: Days) {
  return {
    products: products[category].map(({ slug, label }) => ({ slug, label })),
    data: eachDay(start, end).map((date, index) => {
      const moved = wave(date, index, dateOf(now));
      const counts = products[category].map(({ slug, count }) => [
        slug,
        Math.max(0, count + Math.round((moved ?? 0) / 4))
      ]);
      return { date, counts: moved === null ? null : (Object.fromEntries(counts) as Record<string, number>) };
    })
  };
}
