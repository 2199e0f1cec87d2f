/** Answers of the API as the contract has them, made up from a fixed day: what the pages are tested with. */
import type { AppRevenue } from '../../lib/contract/ledger/apps.ts';
import type { Health } from '../../lib/contract/health/health.ts';
import type { Period, Revenue, RevenueOfPeriod } from '../../lib/contract/ledger/revenue.ts';
import type { Header } from '../../lib/contract/health/tracker.ts';
import type { Transaction } from '../../lib/contract/ledger/transactions.ts';
import { eachDay } from '../../lib/domain/time/periods.ts';

const fresh = (now: number) => ({ asOf: now - 12, stale: false });

export function sampleHeader(now: number): Header {
  return {
    network: {
      fluxPriceUsd: 0.0712,
      blockHeight: 3_049_990,
      totalNodes: null,
      totalApps: null,
      arcaneOsCodename: null,
      ...fresh(now)
    },
    tracker: {
      uptime: 3_600,
      snapshots: null,
      lastSnapshotDate: null,
      snapshotHealthy: null,
      transactions: 25_117,
      lastSyncBlock: 3_049_990,
      nextSync: now + 42,
      ...fresh(now)
    },
    host: { platform: 'linux', nodeVersion: 'v24.0.0', cpuCores: 2, totalMemMB: 24_000, usedMemMB: 900, memPercent: 4 },
    appVersion: '0.1.0'
  };
}

export function sampleHealth(now: number): Health {
  return {
    status: 'degraded',
    problems: [{ code: 'source_failing', message: 'blockbook does not answer: HTTP 503', since: now - 700 }],
    notes: [],
    timestamp: now,
    uptime: 3_600,
    db: { status: 'up', engine: 'sqlite', circuit: 'CLOSED', activeInstance: 'primary' },
    sync: { lastCompleted: now - 18, lastSyncBlock: 3_049_990, tip: 3_049_990, lagBlocks: 0, progress: null },
    snapshot: { healthy: null, todaySnapshotExists: null, lastSuccess: null },
    backup: {
      enabled: false,
      healthy: true,
      lastBackup: null,
      ageHours: null,
      lastDrill: null,
      drillOk: null,
      drillAgeHours: null
    },
    sources: {
      daemon: { ok: true, lastSuccess: now - 18, ageSeconds: 18, lastError: null, stalled: false, note: null },
      blockbook: {
        ok: false,
        lastSuccess: now - 700,
        ageSeconds: 700,
        lastError: 'HTTP 503 Service Unavailable',
        stalled: false,
        note: null
      },
      coingecko: { ok: true, lastSuccess: now - 150, ageSeconds: 150, lastError: null, stalled: false, note: null }
    },
    stalls: [],
    jobs: [
      { name: 'revenue-sync', state: 'succeeded', lastSuccess: now - 18, done: 12, total: 12, etaSeconds: null },
      { name: 'audit-transactions', state: 'running', lastSuccess: null, done: 1_200, total: 4_320, etaSeconds: 95 }
    ]
  };
}

/** While the first sync runs. */
export function sampleFirstSync(now: number): Health {
  const health = sampleHealth(now);
  const progress = { done: 12_345, total: 25_117, percent: 49.15, etaSeconds: 31 };
  return { ...health, sync: { lastCompleted: null, lastSyncBlock: null, tip: 3_049_990, lagBlocks: null, progress } };
}

export function sampleRevenue(period: Period, now: number): Revenue {
  const of = (start: string, end: string, revenue: string, payments: number, usd: string): RevenueOfPeriod => ({
    start,
    end,
    revenue,
    payments,
    usd,
    pricedCount: payments - 3,
    coverage: null,
    ...fresh(now)
  });
  const share = (revenue: string, payments: number, percent: number) => ({ revenue, payments, share: percent });
  return {
    period,
    current: of('2026-11-20', '2026-11-20', '1284.91274433', 519, '91.485788'),
    previous: of('2026-11-19', '2026-11-19', '1435.02000000', 580, '102.17'),
    comparison: { change: -10.46, trend: 'down', ...fresh(now) },
    likeForLike: { revenue: '1244.10500000', payments: 501, change: 3.28, trend: 'up', ...fresh(now) },
    sources: {
      team: share('159.10000000', 12, 12.38),
      fiat: share('402.55000001', 87, 31.33),
      other: share('723.26274432', 420, 56.29),
      ...fresh(now)
    }
  };
}

export function unknownRevenue(period: Period): Revenue {
  const unknown = { asOf: null, stale: false };
  const none = { revenue: null, payments: null, usd: null, pricedCount: null, coverage: null, ...unknown };
  const part = { revenue: null, payments: null, share: null };
  return {
    period,
    current: { start: '2026-11-20', end: '2026-11-20', ...none },
    previous: { start: '2026-11-19', end: '2026-11-19', ...none },
    comparison: { change: null, trend: 'unknown', ...unknown },
    likeForLike: { revenue: null, payments: null, change: null, trend: 'unknown', ...unknown },
    sources: { team: part, fiat: part, other: part, ...unknown }
  };
}

const hex = (seed: number, length: number) =>
  Array.from({ length: Math.ceil(length / 8) }, (_, part) =>
    (Math.imul(seed + 1, 2_654_435_761) ^ Math.imul(part + 7, 40_503 * 65_537))
      .toString(16)
      .replace('-', '')
      .padStart(8, '0')
  )
    .join('')
    .slice(0, length);

const names = ['PresearchNode', 'minecraft1731', 'wordpress1699', 'FoldingAtHome', 'kadena-chainweb', '<b>bold</b>'];
const types = ['docker', 'docker', 'git', 'git', null, 'docker'] as const;

export function samplePayment(index: number, now: number): Transaction {
  const timestamp = now - 90 - index * 187;
  const isUnregistered = index % 11 === 7;
  const isDrive = index % 13 === 9;
  const isNamed = !isUnregistered && !isDrive;
  return {
    txid: hex(index, 64),
    address: 't3NryfAQLGeFs9jEoeqsxmBN2QLRaRKFLUX',
    fromAddress: index % 17 === 16 ? 'Unknown' : `t1${hex(index + 900, 33)}`,
    amount: `${(index * 37) % 23}.${String((index * 7_919_113) % 100_000_000).padStart(8, '0')}`,
    amountUsd: index % 9 === 8 ? null : `${(index * 3) % 5}.${String((index * 37) % 100).padStart(2, '0')}`,
    blockHeight: 3_049_990 - index * 6,
    timestamp,
    date: new Date(timestamp * 1000).toISOString().slice(0, 10),
    appName: isNamed ? (names[index % names.length] ?? null) : null,
    appType: isUnregistered ? 'unregistered' : isDrive ? 'fluxdrive' : (types[index % types.length] ?? null),
    source: index % 7 === 3 ? 'team' : index % 5 === 2 ? 'fiat' : 'other',
    settled: index > 4
  };
}

export function sampleApp(index: number, now: number): AppRevenue {
  return {
    appName: index < names.length ? (names[index] ?? '') : `app${hex(index, 10)}`,
    appType: types[index % types.length] ?? null,
    transactionCount: 900 - index * 7,
    totalRevenue: `${Math.round(48_000 / (index + 1))}.50000000`,
    totalRevenueUsd: index === 3 ? null : `${Math.round(3_400 / (index + 1))}.18`,
    pricedCount: 900 - index * 7 - (index % 2),
    share: Math.round(1_831 / (index + 1)) / 100,
    avgPayment: '53.39265850',
    firstPayment: now - 86_400 * (700 - index),
    lastPayment: now - 3_600 * index
  };
}

/** Of the oldest payment. */
export const FIRST_DAY = '2024-02-05';

export function sinceFirst(day: { date: string; revenue: string | null }) {
  return day.date < FIRST_DAY || day.date > new Date().toISOString().slice(0, 10) ? { ...day, revenue: null } : day;
}

/** Daily revenue with a gap, a known zero, and a day that is not over. */
export function sampleDays(start: string, end: string) {
  return eachDay(start, end).map((date, index) => {
    const whole = Math.round(1_380 + 90 * Math.sin(index / 3) + ((index * 7_919) % 130));
    const revenue = date.endsWith('-07') ? null : date === end ? '1284.91274433' : `${whole}.25000000`;
    return { date, revenue };
  });
}
