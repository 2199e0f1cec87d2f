/** What the stand-in API answers about nodes, images and single apps; null where a first sync knows nothing yet. */
import type { Drifts } from '../../lib/contract/drift/drift.ts';
import type { Answer } from '../../lib/contract/kit/endpoint.ts';
import type { Metrics } from '../../lib/contract/history/metrics.ts';
import type { Tier } from '../../lib/contract/census/network.ts';
import type { Node, nodes } from '../../lib/contract/census/nodes.ts';
import type { repoHistory, repoLatest } from '../../lib/contract/history/repos.ts';
import type { Stats } from '../../lib/contract/health/tracker.ts';
import { dateOf } from '../../lib/domain/time/periods.ts';
import { daysOf, sampleAppDetail, sampleAppHistory } from './sample-app.ts';

const NODES = 1_203;
const IMAGES = 240;
const tiers = ['stratus', 'nimbus', 'cumulus'] as const;
const countries = [
  ['Germany', 'DE', 'Hetzner Online GmbH'],
  ['United States', 'US', 'A provider with a name that is longer than its column, Inc.'],
  ['Finland', 'FI', 'Hetzner Online GmbH']
] as const;

interface Asked {
  url: URL;
  now: number;
  isSyncing: boolean;
}

/** undefined: not one of these routes, or nothing is known of what is asked for. */
export function censusAnswer({ url, now, isSyncing }: Asked): unknown {
  const { pathname, searchParams: query } = url;
  const fresh = isSyncing ? { asOf: null, stale: false } : { asOf: now - 12, stale: false };
  const [, name, history] = /^\/api\/apps\/([^/]+)(\/history)?$/.exec(pathname) ?? [];
  if (name !== undefined) {
    const app = decodeURIComponent(name);
    if (app === 'no-such-app') return undefined;
    return history === undefined ? sampleAppDetail(app, now, isSyncing) : sampleAppHistory(app, query, fresh);
  }
  switch (pathname) {
    case '/api/metrics/current':
      return sampleMetrics(now, isSyncing);
    case '/api/nodes':
      return isSyncing
        ? { nodes: null, total: null, page: 1, limit: 50, totalPages: null, ...fresh }
        : nodesPage(query, now);
    case '/api/history/repos/latest':
      return isSyncing ? { date: null, count: null, total: null, repos: null, ...fresh } : sampleRepos(now);
    case '/api/history/repos/history':
      return sampleRepoHistory(query, fresh);
    case '/api/sources/drifts':
      return { drifts: [sampleDrift(now)] };
    case '/api/alerts':
      return { alerts: [sampleAlert(now)], open: 1, asOf: now, stale: false };
    case '/api/stats':
      return sampleStats(now);
    default:
      return undefined;
  }
}

export function sampleNode(index: number, now: number): Node {
  const tier: Tier = tiers[index % 3] ?? 'cumulus';
  const [country, countryCode, provider] = countries[index % countries.length] ?? countries[0];
  const isKnown = index % 10 !== 9;
  const count = index % 4;
  return {
    collateral: `${String(index).padStart(64, 'a')}:0`,
    tier,
    paymentAddress: `t1Operator${String(index % 40).padStart(25, 'x')}`,
    ip: index === 5 ? null : `10.${Math.floor(index / 250)}.${index % 250}.7:16127`,
    country: isKnown ? country : null,
    countryCode: isKnown ? countryCode : null,
    provider: isKnown ? provider : null,
    isDataCenter: isKnown ? true : null,
    benchmark: isKnown
      ? { cores: 8, ramGb: 31.4, storageGb: 440, diskWriteMBs: 600, eps: 512, downloadMbit: 900, uploadMbit: 850 }
      : null,
    locked: isKnown ? { cores: 2.5, ramGb: 6.2, storageGb: 75 } : null,
    apps: isKnown ? { count, names: Array.from({ length: count }, (_, app) => `app${index}x${app}`) } : null,
    since: index === 7 ? null : now - 86_400 * (index % 300)
  };
}

function nodesPage(query: URLSearchParams, now: number): Answer<typeof nodes> {
  const tier = query.get('tier');
  const search = query.get('search')?.toLowerCase() ?? '';
  const found = Array.from({ length: NODES }, (_, index) => sampleNode(index, now)).filter(
    (node) =>
      (tier === null || node.tier === tier) &&
      `${node.ip ?? ''} ${node.country ?? ''} ${node.paymentAddress}`.toLowerCase().includes(search)
  );
  const page = Number(query.get('page') ?? 1);
  const limit = Number(query.get('limit') ?? 50);
  const rows = found.slice((page - 1) * limit, page * limit);
  const totalPages = Math.ceil(found.length / limit);
  return { nodes: rows, total: found.length, page, limit, totalPages, asOf: now - 12, stale: false };
}

function sampleRepos(now: number): Answer<typeof repoLatest> {
  const known = [
    ['presearch/node:latest', 'crypto', 'presearch', 'Presearch'],
    ['itzg/minecraft-server:latest', 'gaming', 'minecraft', 'Minecraft'],
    ['runonflux/wp-nginx:latest', 'wordpress', 'wordpress', 'WordPress']
  ] as const;
  const repos = Array.from({ length: IMAGES }, (_, index) => {
    const other = [`someone/image-${index}:1.0`, 'other', `image-${index}`, `Image ${index}`] as const;
    const [image, category, slug, label] = known[index] ?? other;
    return { image, repository: image.replace(/:.*/, ''), category, slug, label, instanceCount: 3_000 - index * 12 };
  });
  const total = repos.reduce((sum, { instanceCount }) => sum + instanceCount, 0);
  return { date: dateOf(now), count: IMAGES, total, repos, asOf: now - 3_600, stale: false };
}

function sampleRepoHistory(query: URLSearchParams, fresh: { asOf: number | null; stale: boolean }): unknown {
  const image = query.get('image') ?? '';
  if (image.startsWith('never/seen')) return undefined;
  const repository = image.replace(/:.*/, '');
  const data = daysOf(query).map((date, index) => ({ date, instanceCount: index === 4 ? null : 1_000 + index }));
  return {
    repository,
    images: [`${repository}:latest`, `${repository}:1.0`],
    count: data.length,
    data,
    ...fresh
  } satisfies Answer<typeof repoHistory>;
}

export function sampleMetrics(now: number, isSyncing: boolean): Metrics {
  const fresh = { asOf: isSyncing ? null : now - 12, stale: false };
  const known = <T>(value: T) => (isSyncing ? null : value);
  const resource = (total: number, used: number) => ({
    total: known(total),
    used: known(used),
    utilization: known(Math.round((used / total) * 10_000) / 100)
  });
  const coverage = known({ known: 1_180, total: NODES, unit: 'nodes' as const });
  return {
    lastUpdate: known(now - 12),
    revenue: {
      current: known('1284.91274433'),
      fluxPriceUsd: known(0.0712),
      usdValue: known('91.485788'),
      paymentCount: known(519),
      pricedCount: known(516),
      ...fresh
    },
    cloud: {
      cpu: resource(9_600, 3_200),
      ram: resource(37_000, 9_000),
      storage: resource(520_000, 90_000),
      coverage,
      ...fresh
    },
    apps: {
      total: known(12_345),
      watchtower: known(1_190),
      gitapps: known(345),
      dockerapps: known(12_000),
      gitappsPercent: known(2.79),
      dockerappsPercent: known(97.21),
      resolvedPercent: known(98.4),
      coverage,
      ...fresh
    },
    gaming: {
      total: known(640),
      products: known([
        { slug: 'minecraft', label: 'Minecraft', count: 519 },
        { slug: 'palworld', label: 'Palworld', count: 64 },
        { slug: 'valheim', label: 'Valheim', count: 41 }
      ]),
      coverage,
      ...fresh
    },
    crypto: {
      total: known(3_100),
      products: known([{ slug: 'presearch', label: 'Presearch', count: 3_000 }]),
      coverage,
      ...fresh
    },
    wordpress: { count: known(412), coverage, ...fresh },
    nodes: { cumulus: known(401), nimbus: known(401), stratus: known(401), total: known(NODES), ...fresh },
    wallets: { unique: known(640), ...fresh },
    collateral: {
      total: known(21_453_500),
      cumulus: known(401_000),
      nimbus: known(5_012_500),
      stratus: known(16_040_000),
      ...fresh
    }
  };
}

function sampleStats(now: number): Stats {
  const tables = { revenue_transactions: 25_117, daily_snapshots: 31, audit_log: 0 };
  return { tables, lastSnapshotDate: dateOf(now), databaseBytes: 123_456_789, asOf: now, stale: false };
}

function sampleAlert(now: number) {
  const what = {
    rule: 'source-stalled',
    subject: 'stats',
    message: 'The source stats has not answered well for 61 minutes.'
  };
  return { id: 'source-stalled:stats', ...what, openedAt: now - 300, closedAt: null, silenced: false };
}

function sampleDrift(now: number): Drifts['drifts'][number] {
  return {
    document: 'containers',
    source: 'stats',
    openedAt: now - 1_200,
    closedAt: null,
    closedBy: null,
    isFrozen: true,
    lastGoodAt: now - 1_800,
    closesAt: now + 20_400,
    message: 'apps.runningapps[].Names is in 70 % after 100 %',
    changes: [{ what: 'rarer', path: 'apps.runningapps[].Names', before: '100 %', now: '70 %' }],
    sample: { ip: 'string(13)', apps: { runningapps: [{}] } }
  };
}
