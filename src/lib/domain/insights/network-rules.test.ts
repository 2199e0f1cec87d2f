/** Rules about apps now: fill, activity, what outlives its payment, what is left if nobody renews. */
import { describe, expect, it } from 'vitest';
import { activityOf } from './activity.ts';
import type { AppNow } from './app-now.ts';
import { expiredRunning } from './expired-running.ts';
import { fillOf } from './fill.ts';
import { projectionOf } from './projection.ts';

const TIP = 3_100_000;

describe('fill', () => {
  it('counts an app with at most what it ordered', () => {
    const apps = [
      app('full', { ordered: 3, nodes: 5 }),
      app('half', { ordered: 4, nodes: 2 }),
      app('none', { ordered: 3, nodes: 0 })
    ];
    // 3 + 2 + 0 of 3 + 4 + 3.
    expect(fillOf(apps, TIP)).toEqual({
      fillPercent: 50,
      running: 5,
      ordered: 10,
      missing: [
        { name: 'none', missing: 3 },
        { name: 'half', missing: 2 }
      ],
      apps: 3,
      known: 3
    });
  });
  it('leaves out what has ended: an end at the tip is over', () => {
    const apps = [app('over', { endHeight: TIP, nodes: 0 }), app('last', { endHeight: TIP + 1, ordered: 1, nodes: 1 })];
    expect(fillOf(apps, TIP)).toMatchObject({ fillPercent: 100, apps: 1, known: 2 });
  });
  it('does not call an app empty whose order or end nobody knows', () => {
    const apps = [app('a', { ordered: null, nodes: 0 }), app('b', { endHeight: null, nodes: 0 })];
    expect(fillOf(apps, TIP)).toEqual({ fillPercent: null, running: 0, ordered: 0, missing: [], apps: 0, known: 0 });
  });
});

describe('activity', () => {
  it('tells new apps from updated ones by their last registration', () => {
    const apps = [
      app('registered', { height: TIP - 100 }),
      app('updated', { height: TIP - 100 }),
      app('without', { height: TIP - 100 }),
      app('edge', { height: TIP - 2_879 }),
      app('before', { height: TIP - 2_880 })
    ];
    const registeredAt = new Map([
      ['registered', TIP - 100],
      ['updated', TIP - 2_880],
      ['edge', TIP - 2_879]
    ]);
    expect(activityOf(apps, { tip: TIP, registeredAt })).toMatchObject({ newCount: 3, updatedCount: 1 });
  });
  it('knows owners, encryption and time left of what is unexpired alone', () => {
    const apps = [
      app('a', { owner: '1A', endHeight: TIP + 2_880, isEncrypted: true }),
      app('b', { owner: '1A', endHeight: TIP + 2 * 2_880 }),
      app('c', { owner: '1B', endHeight: TIP + 10 * 2_880 }),
      app('d', { owner: null, endHeight: TIP + 20 * 2_880 }),
      app('gone', { owner: '1C', endHeight: TIP - 1, isEncrypted: true })
    ];
    // Days left 1, 2, 10, 20.
    expect(activityOf(apps, { tip: TIP, registeredAt: new Map() })).toMatchObject({
      owners: 2,
      encryptedPercent: 25,
      medianDaysLeft: 6,
      apps: 4
    });
  });
  it('counts what ends within the next 2,880 blocks', () => {
    const ends = [TIP - 1, TIP, TIP + 2_879, TIP + 2_880];
    const apps = ends.map((endHeight, index) => app(`${index}`, { endHeight }));
    expect(activityOf(apps, { tip: TIP, registeredAt: new Map() }).expiringCount).toBe(2);
  });
});

it('finds what still runs a day of blocks after its end', () => {
  const ends = new Map([
    ['long', TIP - 144_000],
    ['day', TIP - 2_880],
    ['grace', TIP - 2_879],
    ['paid', TIP + 1]
  ]);
  const containers = new Map([
    ['long', 2],
    ['day', 1],
    ['grace', 4],
    ['paid', 8],
    ['stray', 16]
  ]);
  expect(expiredRunning(containers, { tip: TIP, endOf: (name) => ends.get(name) ?? null })).toEqual({
    apps: 2,
    instances: 3,
    longest: [
      { name: 'long', days: 50 },
      { name: 'day', days: 1 }
    ],
    known: 15
  });
});

it('takes orders out of the projection on the day that they end', () => {
  const resources = { cpu: 0.5, ramMb: 1, hddGb: 1 };
  const apps = [
    app('day', { endHeight: TIP + 2_880, ordered: 3, resources }),
    app('more', { endHeight: TIP + 2_881, ordered: 2, resources }),
    app('hidden', { endHeight: TIP + 10 * 2_880, ordered: 1, resources: null }),
    app('over', { endHeight: TIP, ordered: 9, resources })
  ];
  expect(projectionOf(apps, { tip: TIP, today: '2026-12-31', days: 3 })).toEqual({
    days: [
      { date: '2026-12-31', instances: 6, cores: 2.5 },
      { date: '2027-01-01', instances: 3, cores: 1 },
      { date: '2027-01-02', instances: 1, cores: 0 }
    ],
    readable: 2,
    counted: 3
  });
});

function app(name: string, over: Partial<AppNow> = {}): AppNow {
  return {
    name,
    owner: '1Owner',
    isEncrypted: false,
    height: TIP - 50_000,
    endHeight: TIP + 38_000,
    ordered: 3,
    nodes: 3,
    resources: null,
    ...over
  };
}
