import { describe, expect, it } from 'vitest';
import type { Comparison, Metrics } from '../contract/history/metrics.ts';
import { totalItems } from './carousel/totals.ts';
import { movesOf, networkCards } from './network-cards.ts';

describe(networkCards, () => {
  it('shows each tier with its share of all nodes', () => {
    const { nodes } = networkCards(metrics());
    expect(nodes.lead).toEqual([
      { name: 'nodes.cumulus', label: 'cumulus', text: '4,000', note: '50% of all', percent: 50 },
      { name: 'nodes.nimbus', label: 'nimbus', text: '3,000', note: '38% of all', percent: 37.5 },
      { name: 'nodes.stratus', label: 'stratus', text: '1,000', note: '13% of all', percent: 12.5 }
    ]);
    expect(nodes.rows.map(({ label, text }) => `${label} ${text}`)).toEqual([
      'Total 8,000',
      'Wallets n/a',
      'Collateral 81,500,000'
    ]);
  });
  it('shows resources in use of all there are', () => {
    const { cloud } = networkCards(metrics());
    expect(cloud.lead.map(({ text, note }) => `${text}, ${note ?? ''}`)).toEqual([
      '30.0%, 30,000 of 100,000 threads',
      '12.5%, 50 TB of 400 TB',
      'n/a, n/a'
    ]);
  });
  it('says how much of the network answered where not all of it did', () => {
    const { cloud, apps } = networkCards(metrics());
    expect(cloud.coverage).toBe('Based on 7,412 of 8,000 nodes');
    expect(apps.coverage).toBeNull();
  });
  it('shows the four products with most containers', () => {
    const { gaming, crypto } = networkCards(metrics());
    expect(gaming.rows.map(({ name, text }) => `${name} ${text}`)).toEqual([
      'gaming.a 50',
      'gaming.b 40',
      'gaming.c 30',
      'gaming.d 20'
    ]);
    expect(crypto.rows).toEqual([]);
  });
  it('is as old as what is older than it should be', () => {
    const { nodes } = networkCards(metrics());
    expect(nodes).toMatchObject({ asOf: 1_000, stale: true });
  });
  it('is worked out once for one answer', () => {
    const answer = metrics();
    expect(networkCards(answer)).toBe(networkCards(answer));
  });
});

describe(movesOf, () => {
  it('has the figures of the cards only, percentages in points', () => {
    const moves = movesOf(comparison(), networkCards(metrics()));
    expect(moves.byName).toEqual({
      'nodes.total': { change: 25, isPoints: false, trend: 'up', past: '6,400' },
      'cloud.cpu.utilization': { change: -1.5, isPoints: true, trend: 'down', past: '31.5%' },
      'gaming.a': { change: null, isPoints: false, trend: 'unknown', past: 'n/a' }
    });
    expect(moves.date).toBe('2026-11-14');
  });
  it('has all without cards: the browser may still show those that it had', () => {
    expect(movesOf(comparison(), null).byName).toHaveProperty(['nodes.total', 'change'], 25);
  });
});

describe(totalItems, () => {
  it('leaves out what is not known', () => {
    expect(totalItems(metrics()).map(({ main, note }) => `${main} ${note}`)).toEqual([
      '8,000 nodes',
      '14,000 containers',
      '100,000 threads',
      '400 TB RAM'
    ]);
  });
});

const fresh = { asOf: 2_000, stale: false };

function metrics(): Metrics {
  const product = (slug: string, count: number) => ({ slug, label: slug.toUpperCase(), count });
  const coverage = { known: 7_412, total: 8_000, unit: 'nodes' as const };
  return {
    lastUpdate: 2_000,
    revenue: { current: null, fluxPriceUsd: null, usdValue: null, paymentCount: null, pricedCount: null, ...fresh },
    cloud: {
      cpu: { total: 100_000, used: 30_000, utilization: 30 },
      ram: { total: 400_000, used: 50_000, utilization: 12.5 },
      storage: { total: null, used: null, utilization: null },
      coverage,
      ...fresh
    },
    apps: {
      total: 14_000,
      watchtower: 10,
      gitapps: 4_000,
      dockerapps: 10_000,
      gitappsPercent: 28.57,
      dockerappsPercent: 71.43,
      resolvedPercent: 99,
      coverage: { known: 8_000, total: 8_000, unit: 'nodes' },
      ...fresh
    },
    gaming: {
      total: 150,
      products: [product('a', 50), product('b', 40), product('c', 30), product('d', 20), product('e', 10)],
      coverage: null,
      ...fresh
    },
    crypto: { total: null, products: null, coverage: null, asOf: null, stale: false },
    wordpress: { count: 700, coverage: null, ...fresh },
    nodes: { cumulus: 4_000, nimbus: 3_000, stratus: 1_000, total: 8_000, ...fresh },
    wallets: { unique: null, asOf: null, stale: false },
    collateral: {
      total: 81_500_000,
      cumulus: 4_000_000,
      nimbus: 37_500_000,
      stratus: 40_000_000,
      asOf: 1_000,
      stale: true
    }
  };
}

function comparison(): Comparison {
  return {
    days: 7,
    snapshotDate: '2026-11-14',
    revenueDate: '2026-11-20',
    revenuePastDate: '2026-11-13',
    changes: {
      'nodes.total': { current: 8_000, past: 6_400, difference: 1_600, change: 25, trend: 'up' },
      'cloud.cpu.utilization': { current: 30, past: 31.5, difference: -1.5, change: -1.5, trend: 'down' },
      'gaming.a': { current: 50, past: null, difference: null, change: null, trend: 'unknown' },
      'gaming.e': { current: 10, past: 5, difference: 5, change: 100, trend: 'up' },
      'revenue.current': {
        current: '1.00000000',
        past: '2.00000000',
        difference: '-1.00000000',
        change: -50,
        trend: 'down'
      }
    },
    partialData: true,
    message: null,
    ...fresh
  };
}
