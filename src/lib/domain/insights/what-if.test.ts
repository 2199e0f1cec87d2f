/** Rules of "what if": where an app fits, what goes dark, how long losses last, what a name says of a game. */
import { describe, expect, it } from 'vitest';
import { blastOf } from './blast.ts';
import { healingOf } from './delivered.ts';
import { fitOf, type Wish } from './fit.ts';
import { gameOfApp } from './game-revenue.ts';
import { demandOf } from './demand.ts';
import type { NodeFact } from './node-fact.ts';
import { allowsPlace } from './places.ts';

describe('fit', () => {
  // A cumulus of 4 cores, 8 GB, 220 GB: 3 cores, 6,000 MB and 140 GB are for apps.
  it('keeps what is the node’s own', () => {
    expect(fitOf([node()], wish({ millicores: 3_000, ramMb: 6_000, storageMb: 140_000 })).nodes).toBe(1);
    expect(fitOf([node()], wish({ millicores: 3_001 })).limiting).toBe('cpu');
    expect(fitOf([node()], wish({ ramMb: 6_001 })).limiting).toBe('ram');
    expect(fitOf([node()], wish({ storageMb: 140_001 })).limiting).toBe('hdd');
  });
  it('names the condition that excludes most nodes by itself', () => {
    const nodes = [
      node({ hasStaticIp: false }),
      node({ countryCode: 'US', continentCode: 'NA', hasStaticIp: false }),
      node({ countryCode: 'US', continentCode: 'NA' }),
      node({ countryCode: 'FR' })
    ];
    const fit = fitOf(nodes, { ...wish(), geolocation: ['acEU_DE'], wantsStaticIp: true });
    expect(fit).toEqual({
      nodes: 0,
      known: 4,
      excluded: { cpu: 0, ram: 0, hdd: 0, geo: 3, staticip: 2, nodes: 0 },
      limiting: 'geo'
    });
  });
  it('judges no node whose machine, load or place is not known', () => {
    const nodes = [node({ capacity: null }), node({ locked: null }), node({ ip: null }), node({ countryCode: null })];
    expect(fitOf(nodes, { ...wish(), geolocation: ['acEU_DE'] }).known).toBe(0);
    expect(fitOf(nodes, wish()).known).toBe(1);
  });
  it('counts what apps that end give back', () => {
    const full = node({ locked: { millicores: 3_000, ramMb: 1, storageMb: 1 } });
    const freed = new Map([['192.0.2.1:16127', { millicores: 500, ramMb: 0, storageMb: 0 }]]);
    expect(fitOf([full], wish({ millicores: 500 })).nodes).toBe(0);
    expect(fitOf([full], wish({ millicores: 500 }), freed).nodes).toBe(1);
  });
  it('takes a list of nodes for the only ones', () => {
    const two = [node(), node({ ip: '192.0.2.2:16137', collateral: 'b:0' })];
    expect(fitOf(two, { ...wish(), nodes: ['192.0.2.2'] }).nodes).toBe(1);
    expect(fitOf(two, { ...wish(), nodes: ['b:0'] }).excluded.nodes).toBe(1);
  });
});

it.each([
  [[], true],
  [[''], true],
  [['acALL'], true],
  [['acEU'], true],
  [['acNA'], false],
  [['acNA', 'acEU_DE'], true],
  [['acEU_FR'], false],
  [['acEU_DE_Bavaria'], true],
  [['acEU_DE_Hesse'], false],
  [['a!cEU_DE'], false],
  [['a!cEU_FR'], true],
  [['acEU', 'a!cEU_DE'], false],
  [['aEU', 'bDE'], true],
  [['aEU', 'bFR'], false]
])('says of %j in Bavaria: %s', (rules, expected) => {
  expect(allowsPlace(rules, { continentCode: 'EU', countryCode: 'DE', region: 'Bavaria' })).toBe(expected);
});

it('cannot tell of a node whose place is not known, unless everything is allowed', () => {
  const nowhere = { continentCode: null, countryCode: null, region: null };
  expect(allowsPlace(['acEU'], nowhere)).toBeNull();
  expect(allowsPlace(['a!cEU'], nowhere)).toBeNull();
  expect(allowsPlace([], nowhere)).toBe(true);
});

it('tells apps that lose all, most and some copies', () => {
  const nodes = ['1', '2', '3', '4'].map((last) =>
    node({ ip: `192.0.2.${last}:16127`, provider: last < '3' ? 'X' : 'Y' })
  );
  const ip = (last: number) => `192.0.2.${last}:16127`;
  const places = new Map([
    ['all', [ip(1), ip(2)]],
    ['most', [ip(1), ip(2), ip(3)]],
    ['half', [ip(1), ip(3)]],
    ['safe', [ip(3), ip(4)]]
  ]);
  const blast = blastOf(nodes, { isDark: ({ provider }) => provider === 'X', places });
  expect(blast).toMatchObject({
    nodes: 2,
    all: [{ name: 'all', lost: 2, copies: 2 }],
    most: [{ name: 'most', lost: 2, copies: 3 }],
    some: [{ name: 'half', lost: 1, copies: 2 }],
    left: { millicores: 8_000 },
    total: { millicores: 16_000 }
  });
});

describe('healing', () => {
  const ordered = () => 2;
  it('lasts from the loss until all copies run again', () => {
    const intervals = [
      { from: 0, to: null },
      { from: 0, to: 1_000 },
      { from: 1_600, to: 5_000 },
      { from: 5_600, to: null }
    ];
    expect(healingOf(intervals, ordered)).toEqual({
      losses: 2,
      healed: 2,
      medianSeconds: 600,
      longestSeconds: 600,
      openSince: null
    });
  });
  it('is open while copies are missing, and no loss before all have run', () => {
    expect(
      healingOf(
        [
          { from: 0, to: null },
          { from: 0, to: 70 }
        ],
        ordered
      )
    ).toMatchObject({ losses: 1, openSince: 70, medianSeconds: null });
    expect(healingOf([{ from: 0, to: 70 }], ordered)).toMatchObject({ losses: 0, openSince: null });
  });
});

it('tells a game by its name first, then by the image of what is no helper', () => {
  const component = (name: string, repotag: string) => ({ name, repotag, cpu: 1, ramMb: 1, hddGb: 1 });
  expect(gameOfApp('palworld1785555251684', null)?.slug).toBe('palworld');
  expect(gameOfApp('mine', [component('server', 'itzg/minecraft-server:latest')])?.slug).toBe('minecraft');
  expect(gameOfApp('mine', [component('mysql', 'itzg/minecraft-server:latest')])).toBeNull();
  expect(gameOfApp('node', [component('node', 'presearch/node')])).toBeNull();
});

it('shares cores by continent, what is nowhere included', () => {
  const continents = [
    { code: '', machines: 1, cores: 1_000, locked: 0 },
    { code: 'AS', machines: 1, cores: 1_000, locked: 1_000 },
    { code: 'EU', machines: 2, cores: 8_000, locked: 1_000 }
  ];
  expect(demandOf(continents)).toEqual({
    continents: [
      { code: 'EU', coresShare: 80, lockedShare: 50, usedPercent: 12.5 },
      { code: 'AS', coresShare: 10, lockedShare: 50, usedPercent: 100 }
    ],
    unknown: { coresShare: 10, lockedShare: 0, usedPercent: 0 },
    usedPercent: 20
  });
});

function node(over: Partial<NodeFact> = {}): NodeFact {
  return {
    collateral: 'a:0',
    tier: 'cumulus',
    operator: 't1A',
    ip: '192.0.2.1:16127',
    country: 'Germany',
    countryCode: 'DE',
    continentCode: 'EU',
    region: null,
    provider: 'Hetzner',
    version: '8.20.0',
    hasStaticIp: true,
    capacity: { millicores: 4_000, ramMb: 8_000, storageMb: 220_000 },
    locked: { millicores: 0, ramMb: 0, storageMb: 0 },
    ...over
  };
}

function wish(needs: Partial<Wish['needs']> = {}): Wish {
  return {
    needs: { millicores: 1, ramMb: 1, storageMb: 1, ...needs },
    geolocation: [],
    wantsStaticIp: false,
    nodes: []
  };
}
