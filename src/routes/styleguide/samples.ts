/** What the styleguide shows: made up, from a fixed moment, with every state in it. */
import type { AppRevenue } from '$lib/contract/ledger/apps';
import type { CarouselStat, DeployedApp, ExpiringApp } from '$lib/contract/apps/carousel';
import type { Transaction } from '$lib/contract/ledger/transactions';

export const NOW = 1_795_210_569;

const txid = (digit: string) => digit.repeat(64);
const payment = (over: Partial<Transaction>): Transaction => ({
  txid: txid('0'),
  address: 't3NryfAQLGeFs9jEoeqsxmBN2QLRaRKFLUX',
  fromAddress: 't1ZxW4n6xjzpQ7rsd5kZ3mVb2u9ayF8cPqL',
  amount: '12.34567890',
  amountUsd: '0.88',
  blockHeight: 3_049_990,
  timestamp: NOW - 600,
  date: '2026-11-20',
  appName: 'minecraft1731',
  appType: 'docker',
  source: 'other',
  settled: true,
  ...over
});

export const payments: Transaction[] = [
  payment({ txid: txid('a'), settled: false }),
  payment({ txid: txid('b'), source: 'team', appType: 'git', appName: 'forum-of-a-guild-with-a-very-long-name' }),
  payment({ txid: txid('c'), source: 'fiat', amountUsd: null, appType: null, appName: '=HYPERLINK("x")' }),
  payment({ txid: txid('d'), appType: 'fluxdrive', appName: null, amount: '0.00000001', amountUsd: '0.000001' }),
  payment({ txid: txid('e'), appType: 'unregistered', appName: null, fromAddress: 'Unknown' })
];

const app = (over: Partial<AppRevenue>): AppRevenue => ({
  appName: 'minecraft1731',
  appType: 'docker',
  transactionCount: 900,
  totalRevenue: '48000.50000000',
  totalRevenueUsd: '3417.64',
  pricedCount: 900,
  share: 18.31,
  avgPayment: '53.33388889',
  firstPayment: NOW - 60_000_000,
  lastPayment: NOW - 3_600,
  ...over
});

export const apps: AppRevenue[] = [
  app({}),
  app({ appName: 'a-small-one', appType: 'git', transactionCount: 1, totalRevenue: '0.50000000', share: 0.04 }),
  app({ appName: 'without-prices', appType: null, totalRevenueUsd: null, share: null, pricedCount: 0 })
];

const resources = { instances: 3, cpu: 0.5, ram: 1_500, hdd: 12, encrypted: false, height: 3_049_000 };
const hidden = { ...resources, cpu: null, ram: null, hdd: null, encrypted: true };
const some = <T>(count: number, make: (index: number) => T) => Array.from({ length: count }, (_, index) => make(index));

export const stats: CarouselStat[] = [
  ...some(8, (index): CarouselStat => {
    const image = `presearch/node-${index + 1}:latest`;
    return { kind: 'top-app', image, slug: `node-${index}`, label: `Image ${index + 1}`, count: 4_200 - index * 317 };
  }),
  { kind: 'record', tier: 'stratus', measure: 'eps', value: 1_204.5, ip: '203.0.113.7:16127' },
  { kind: 'record', tier: 'nimbus', measure: 'storageGb', value: 3_840, ip: '198.51.100.23:16137' }
];

export const deployed = some(140, (index): DeployedApp => ({
  ...(index % 5 === 4 ? hidden : resources),
  name: `deployed${index + 1}`,
  blockAge: index * 20
}));

export const expiring = some(3, (index): ExpiringApp => ({
  ...resources,
  name: `an-app-with-a-name-that-is-quite-long-${index + 1}`,
  blocksUntilExpiry: 12 + index * 700
}));
