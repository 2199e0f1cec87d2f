/** The truth about the census is what the network's own documents show, and stays so while blocks come and rounds end. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../index.ts';
import { products } from '../apps/catalog.ts';
import { isGameName } from '../control/truth-rules.ts';

interface StatsRow {
  ip: string;
  error: unknown;
  apps?: { runningapps?: { Names?: string[] }[]; resources: Record<string, number> };
  benchmark: { bench: Record<string, number> };
}

describe('the round', () => {
  it('shows the same while blocks and nodes move on, and something else when the next one is finished', async () => {
    const before = await rows();
    const place = simulator.recordPlacement();
    simulator.mine(2_000);
    expect(await rows('again=1')).toEqual(before);
    simulator.setClock({ now: start + 60 });
    expect(simulator.recordPlacement().apps).not.toEqual(place.apps);
    const frozen = simulator.censusTruth();
    expect(frozen.round).toEqual({ time: start - (start % 900), tip: frozen.tip - 2_000 });
    simulator.setClock({ now: start + 900 });
    expect(await rows()).not.toEqual(before);
    expect(simulator.censusTruth().round.tip).toBe(frozen.tip);
  });
});

describe('the truth', () => {
  it('has the nodes, wallets and collateral of the node list', async () => {
    const list = await data<{ tier: string; payment_address: string; amount: string }[]>('api/daemon/listfluxnodes');
    const { nodes, wallets, collateral } = simulator.censusTruth();
    expect(nodes.total).toBe(list.length);
    expect(nodes.nimbus).toBe(list.filter(({ tier }) => tier === 'NIMBUS').length);
    expect(wallets).toBe(new Set(list.map((node) => node.payment_address)).size);
    expect(collateral.total).toBe(list.reduce((sum, { amount }) => sum + Number(amount), 0));
    expect(collateral.cumulus + collateral.nimbus + collateral.stratus).toBe(collateral.total);
  });

  it('has the resources that the statistics sum up to', async () => {
    const { cpu, ram, storage, machines, arcane } = simulator.censusTruth();
    const all = (await rows()).filter(({ ip }) => ip !== '');
    const sum = (amount: (row: StatsRow) => number | undefined) =>
      Math.round(all.reduce((total, row) => total + (amount(row) ?? 0), 0) * 1_000);
    expect([cpu.total, ram.total]).toEqual([sum(({ benchmark }) => benchmark.bench['cores']), sum(ramOf)]);
    expect(storage.total).toBe(sum(({ benchmark: { bench } }) => (bench['ssd'] ?? 0) + (bench['hdd'] ?? 0)));
    expect(cpu.used).toBe(sum(({ apps }) => apps?.resources['appsCpusLocked']));
    expect(ram.used * 1_000).toBe(sum(({ apps }) => apps?.resources['appsRamLocked']));
    expect(storage.used).toBe(sum(({ apps }) => apps?.resources['appsHddLocked']));
    expect(machines.rows).toBe(all.length);
    const answered = all.filter(({ benchmark }) => `${benchmark.bench['status']}` !== '0');
    expect(machines.answered).toBe(answered.length);
    expect(answered.some(({ error }) => error !== null)).toBe(true);
    expect(machines.benchmarked).toBe(all.filter((row) => ramOf(row) > 0).length);
    expect(arcane.machines).toBeLessThan(machines.answered);
  });

  it('counts the containers that run, each once', async () => {
    const names = (await rows()).flatMap(({ apps }) => (apps?.runningapps ?? []).flatMap(({ Names = [] }) => Names));
    const { apps, gaming, crypto, wordpress, images, named } = simulator.censusTruth();
    expect(apps.watchtower).toBe(names.filter((name) => name.includes('watchtower')).length);
    expect(apps.total).toBe(names.length - apps.watchtower);
    expect(apps.git + apps.docker).toBe(apps.total);
    const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
    for (const { total, products: list } of [gaming, crypto, wordpress]) {
      expect(sum(Object.values(list))).toBe(total);
      expect(total).toBeGreaterThan(0);
    }
    const specs = await data<{ name: string; identity?: string }[]>('api/apps/globalappsspecifications');
    const nameOf = new Map(specs.map(({ name, identity = '' }) => [identity, name]));
    const appIn = (container: string) => nameOf.get(container.split('_')[1] ?? '') ?? container.split('_')[1] ?? '';
    expect(names.some((name) => nameOf.has(name.split('_')[1] ?? ''))).toBe(true);
    expect(names.some((name) => /_r\d+$/.test(name))).toBe(true);
    const games = names.filter((name) => isGameName(appIn(name)) && !name.startsWith('/fluxmariadb_'));
    expect(sum(Object.values(named))).toBe(games.length);
    expect(sum(Object.values(images).map(({ instances }) => instances))).toBeLessThan(apps.resolved);
  });

  it('has the apps that came today and those about to end', async () => {
    const specs = await data<{ name: string; height: number; expire?: number }[]>('api/apps/globalappsspecifications');
    const { tip, deployed, expiring, specs: counts } = simulator.censusTruth();
    expect(counts.total).toBe(specs.length);
    const today = specs.filter(({ height }) => height > tip - 2_880).map(({ name }) => name);
    expect(deployed.map(({ name }) => name)).toEqual(today.sort());
    expect(deployed.length).toBeGreaterThan(0);
    const ending = specs.filter(({ height, expire }) => {
      const end = height + ((expire ?? 0) ? (expire ?? 0) : 88_000);
      return height >= 2_020_000 && end >= tip && end < tip + 2_880;
    });
    const recent = expiring.filter(({ height }) => height >= 2_020_000);
    expect(recent.map(({ name }) => name)).toEqual(ending.map(({ name }) => name).sort());
    const hidden = [...deployed, ...expiring].filter(({ isEncrypted }) => isEncrypted);
    expect(hidden.every(({ resources }) => resources === null)).toBe(true);
  });

  it('names the best machine of each tier in each measure', async () => {
    const { records } = simulator.censusTruth();
    const all = await rows();
    const tierOf = new Map(
      (await data<{ ip: string; tier: string }[]>('api/daemon/listfluxnodes')).map(({ ip, tier }) => [ip, tier])
    );
    const stratus = all.filter((row) => tierOf.get(row.ip) === 'STRATUS' && ramOf(row) > 0);
    const best = Math.max(...stratus.map(({ benchmark }) => benchmark.bench['download_speed'] ?? 0));
    expect(records.length).toBe(21);
    expect(records).toContainEqual({
      tier: 'stratus',
      measure: 'downloadMbit',
      value: best,
      ips: [expect.any(String)]
    });
  });
});

describe('the placement', () => {
  it('is remembered as it was, without locations that have expired', async () => {
    const at = start + 120;
    simulator.setClock({ now: at });
    const recorded = simulator.recordPlacement();
    const locations =
      await data<{ name: string; ip: string; broadcastedAt: string; expireAt?: string }[]>('api/apps/locations');
    const ends = ({ broadcastedAt, expireAt }: (typeof locations)[number]) =>
      expireAt === undefined ? Date.parse(broadcastedAt) + 7_500_000 : Date.parse(expireAt);
    expect(locations.some(({ expireAt }) => expireAt === undefined)).toBe(true);
    const alive = locations.filter((row) => ends(row) > at * 1_000);
    expect(alive.length).toBeLessThan(locations.length);
    expect(recorded.apps).toEqual(alive.map(({ name, ip }) => `${name}@${ip}`).sort());
    expect(recorded.nodes.length).toBe(simulator.censusTruth().nodes.total);
    simulator.mine(2_880);
    simulator.setClock({ now: at + 86_400 });
    expect(simulator.recordPlacement().nodes).not.toEqual(recorded.nodes);
    expect(simulator.placementAt(at)).toEqual(recorded);
    expect(() => simulator.placementAt(at + 1)).toThrow('no placement');
  });
});

describe('the catalogue', () => {
  it('has what is awkward: helpers with telling images, games with other images, games without telling names', () => {
    const made = products.map(([product]) => product);
    const parts = made.flatMap(({ components }) => components);
    const games = made.filter(({ game }) => game !== null);
    expect(parts.some(({ isHelper, kind }) => isHelper && kind === undefined)).toBe(true);
    expect(parts.some(({ isHelper, isGit }) => isHelper && isGit)).toBe(true);
    expect(parts.some(({ isHelper, repotag }) => isHelper && repotag.includes('wp-nginx'))).toBe(true);
    expect(games.some(({ components }) => components.every(({ kind }) => kind === undefined))).toBe(true);
    expect(games.some(({ components }) => components.some(({ isHelper }) => isHelper))).toBe(true);
    expect(made.some(({ game, components }) => game === null && components[0]?.kind?.category === 'gaming')).toBe(true);
  });
});

const start = 1795136400;
let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ scale: 0.1, payments: 600, blockMs: 'manual', now: start, ...standing });
});

beforeEach(() => simulator.setClock({ now: start }));

afterAll(() => simulator.close());

const standing = { isClockFixed: true, maxTipLag: 0 } as const;

const ramOf = ({ benchmark }: StatsRow) => benchmark.bench['ram'] ?? 0;

/** Of the last round; `extra` makes a question that no cache has seen. */
async function rows(extra = ''): Promise<StatsRow[]> {
  return data(`stats/fluxinfo?${extra}`);
}

async function data<T>(path: string): Promise<T> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const answer = (await (await fetch(`${simulator.url}/${path}`)).json()) as { status: string; data: T };
    if (answer.status === 'success') return answer.data;
  }
  throw new Error(`${path} stays busy`);
}
