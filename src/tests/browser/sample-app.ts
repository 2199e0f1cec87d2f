/** What the stand-in API answers about one app: live, ended, encrypted, or known by its payments only. */
import type { AppDetail } from '../../lib/contract/apps/app-detail.ts';
import { addDays, dateOf, eachDay } from '../../lib/domain/time/periods.ts';

export function sampleAppDetail(name: string, now: number, isSyncing: boolean): AppDetail {
  const fresh = { asOf: isSyncing ? null : now - 12, stale: false };
  const isOver = name === 'ended-app';
  const block = (height: number, seconds: number) => ({ height, estimatedTime: now + seconds });
  const count = name === 'popular' ? 25 : 2;
  const spec: AppDetail['spec'] = {
    isLive: isSyncing ? null : !isOver,
    owner: '1HXCTMJXXWZCBrxRFGTgFJuWNRpUCHCPXK',
    version: 8,
    hash: 'f'.repeat(64),
    instances: 3,
    components:
      name === 'secret'
        ? []
        : [
            { name: 'web', image: 'itzg/minecraft-server:latest', cpu: 1.5, ramMb: 3_000, hddGb: 20 },
            { name: 'database', image: 'mysql:8', cpu: 0.5, ramMb: 500, hddGb: 5 }
          ],
    geolocation: ['acEU', 'a!cAS'],
    encrypted: name === 'secret',
    registered: block(3_000_000, -1_500_000),
    updated: block(3_040_000, -300_000),
    end: isOver ? block(3_049_000, -3 * 86_400 - 60) : block(3_084_560, 12 * 86_400 + 60),
    ...fresh
  };
  const instances = Array.from({ length: count }, (_, index) => ({
    ip: `10.0.${index}.7:16127`,
    since: now - 3_600 * (index + 2),
    collateral: index === 0 ? null : `${'c'.repeat(64)}:${index}`,
    tier: index === 0 ? null : ('nimbus' as const),
    country: index === 0 ? null : 'Finland',
    countryCode: index === 0 ? null : 'FI',
    provider: index === 0 ? null : 'Hetzner Online GmbH'
  }));
  const isUnknown = name === 'only-paid';
  return {
    name,
    spec: isUnknown ? null : spec,
    revenue: isSyncing
      ? { total: null, usd: null, pricedCount: null, appType: null, ...fresh }
      : { total: '1234.56789012', usd: '88.02', pricedCount: 41, appType: 'docker', ...fresh },
    payments: {
      count: isSyncing ? null : 42,
      first: isSyncing ? null : now - 1_500_000,
      last: isSyncing ? null : now - 300_000,
      link: `/api/transactions/paginated?appName=${encodeURIComponent(name)}`,
      ...fresh
    },
    running: isSyncing
      ? { count: null, instances: null, ...fresh }
      : { count: isOver ? 0 : count, instances: isOver ? [] : instances, ...fresh }
  };
}

export function sampleAppHistory(name: string, query: URLSearchParams, fresh: { asOf: number | null; stale: boolean }) {
  const data = daysOf(query).map((date, index) => ({
    date,
    payments: fresh.asOf === null ? null : index % 3,
    revenue: fresh.asOf === null ? null : `${index % 3}.50000000`,
    instances: fresh.asOf === null || index === 4 ? null : 2 + (index % 5)
  }));
  return { name, count: data.length, data, ...fresh };
}

export function daysOf(query: URLSearchParams): string[] {
  const end = query.get('end_date') ?? dateOf(Math.floor(Date.now() / 1000));
  return eachDay(query.get('start_date') ?? addDays(end, 1 - Math.min(400, Number(query.get('limit') ?? 365))), end);
}
