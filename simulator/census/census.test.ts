/** Node list, statistics, locations and specifications describe one and the same network. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../index.ts';

interface Spec {
  name: string;
  version: number;
  hash: string;
  height: number;
  instances?: number;
  enterprise?: string | false;
  repotag?: string;
  compose?: { name: string; repotag: string }[];
  components?: Record<string, { image: string }>;
  identity?: string;
}

interface StatsRow {
  ip: string;
  apps?: { runningapps?: { Names?: string[] }[]; resources: Record<string, number>; fluxusage: unknown };
  benchmark: { bench: { cores: number; status: string } };
  error: unknown;
}

describe('nodes', () => {
  it('are as many in the count as in the list, tier by tier, each ranked from 0', async () => {
    const count = await data<Record<string, number>>('api/daemon/getzelnodecount');
    const list = await data<{ tier: string; rank: number; collateral: string; ip: string; lastpaid: unknown }[]>(
      'api/daemon/viewdeterministicfluxnodelist'
    );
    expect(await data('api/daemon/getfluxnodecount')).toEqual(count);
    expect(list.length).toBe(count['total']);
    for (const [tier, key] of [
      ['CUMULUS', 'cumulus'],
      ['NIMBUS', 'nimbus'],
      ['STRATUS', 'stratus']
    ] as const) {
      const ranks = list.filter((node) => node.tier === tier).map(({ rank }) => rank);
      expect(ranks).toEqual(Array.from({ length: count[`${key}-enabled`]! }, (_, rank) => rank));
    }
    expect(new Set(list.map(({ collateral }) => collateral)).size).toBe(list.length);
    expect(list.some(({ ip }) => ip === '')).toBe(true);
    expect(list.some(({ lastpaid }) => lastpaid === '1516980000')).toBe(true);
  });

  it('come and go a little, and keep the rest', async () => {
    const before = await data<{ collateral: string }[]>('api/daemon/listfluxnodes');
    simulator.mine(1_440);
    const after = await data<{ collateral: string }[]>('api/daemon/listfluxnodes');
    const known = new Set(before.map(({ collateral }) => collateral));
    const kept = after.filter(({ collateral }) => known.has(collateral)).length;
    expect(kept).toBeLessThan(before.length);
    expect(kept).toBeGreaterThan(before.length * 0.95);
  });

  it('in the statistics are those of the list, some without an answer', async () => {
    const rows = await data<StatsRow[]>('stats/fluxinfo');
    const list = await data<{ ip: string }[]>('api/daemon/listfluxnodes');
    const addresses = rows.map(({ ip }) => ip).filter((ip) => ip !== '');
    expect(addresses.length).toBeLessThan(rows.length);
    expect(new Set(addresses)).toEqual(new Set(list.map(({ ip }) => ip).filter((ip) => ip !== '')));
    const failed = rows.filter(({ error }) => error !== null);
    const silent = failed.filter(({ benchmark }) => benchmark.bench.status === '0');
    expect(silent.length).toBeGreaterThan(0);
    expect(failed.length).toBeGreaterThan(silent.length);
    expect(silent.every(({ benchmark }) => benchmark.bench.cores === 0)).toBe(true);
    expect(silent.some(({ apps }) => apps === undefined)).toBe(true);
  });
});

describe('apps', () => {
  it('run where their locations say, under names that resolve to their specs', async () => {
    const specs = new Map((await data<Spec[]>('api/apps/globalappsspecifications')).map((spec) => [spec.name, spec]));
    const locations = await data<{ name: string; ip: string; hash: string }[]>('api/apps/locations');
    const places = new Set(locations.map(({ name, ip }) => `${name} ${ip.replace(/:16127$/, '')}`));
    const rows = await data<StatsRow[]>('stats/fluxinfo?projection=ip,apps.runningapps.Names&again=1');
    const containers = rows.flatMap(({ ip, apps }) =>
      (apps?.runningapps ?? []).flatMap(({ Names }) => (Names ?? []).map((name) => ({ ip, name })))
    );
    const byIdentity = new Map([...specs.values()].map((spec) => [spec.identity ?? '', spec]));
    let resolved = 0;
    let unknown = 0;
    for (const { ip, name } of containers) {
      const id = name.slice(1);
      const stripped = id.replace(/^(flux|zel)/, '');
      const flat = specs.get(stripped) ?? specs.get(id);
      const [component = '', appName = ''] = stripped.split('_');
      const spec = flat ?? specs.get(appName) ?? byIdentity.get(appName);
      if (spec === undefined) unknown++;
      else expect(places).toContain(`${spec.name} ${ip}`);
      const isListed = spec?.compose?.some((part) => part.name === component) === true;
      if (flat?.repotag !== undefined || isListed || spec?.components?.[component] !== undefined) resolved++;
    }
    expect(containers.length).toBeGreaterThan(100);
    expect(resolved / containers.length).toBeGreaterThan(0.4);
    expect(unknown / containers.length).toBeLessThan(0.06);
    expect(locations.filter(({ name }) => !specs.has(name)).length / locations.length).toBeLessThan(0.05);
  });

  it('have one spec each, the newest message of their name', async () => {
    const specs = await data<Spec[]>('api/apps/globalappsspecifications');
    expect(new Set(specs.map(({ name }) => name)).size).toBe(specs.length);
    for (const { name, hash, height } of specs.slice(0, 25)) {
      const messages = await data<{ hash: string; height: number }[]>(`api/apps/permanentmessages?appname=${name}`);
      const newest = messages.reduce((best, message) => (message.height >= best.height ? message : best));
      expect({ hash: newest.hash, height: newest.height }).toEqual({ hash, height });
      expect(await data(`api/apps/permanentmessages/${hash}`)).toHaveLength(1);
      expect(await data(`api/apps/appspecifications/${name.toLowerCase()}`)).toMatchObject({
        version: expect.any(Number) as number
      });
    }
    await expect(data('api/apps/appspecifications/nosuchapp')).rejects.toThrow('not found');
  });

  it('lock on a node what their components need, and 12 GB more for each', async () => {
    const rows = await data<StatsRow[]>('stats/fluxinfo?projection=ip,apps.resources');
    const used = rows.filter(({ apps }) => (apps?.resources['appsHddLocked'] ?? 0) > 0);
    expect(used.length).toBeGreaterThan(10);
    expect(used.every(({ apps }) => apps!.resources['appsHddLocked']! >= 13)).toBe(true);
  });
});

describe('the statistics service', () => {
  it('gives what the projection asks for and no more, empty objects for images', async () => {
    expect(
      (await data<object[]>('stats/fluxinfo?projection=tier')).every((row) => Object.keys(row).join() === 'tier')
    ).toBe(true);
    const images = await data<StatsRow[]>('stats/fluxinfo?projection=apps.runningapps.Image');
    const inner = images.flatMap(({ apps }) => apps?.runningapps ?? []);
    expect(inner.length).toBeGreaterThan(50);
    expect(inner.every((one) => Object.keys(one).length === 0)).toBe(true);
    expect(
      new Set((await data<object[]>('stats/fluxinfo?projection=nonsense')).map((row) => JSON.stringify(row)))
    ).toEqual(new Set(['{}']));
    await expect(data('stats/fluxinfo?projection=geolocation,geolocation.country')).rejects.toThrow('collision');
  });

  it('is busy for a second cold question at the same moment, inside HTTP 200', async () => {
    const answers = await Promise.all(
      ['dos', 'upnp'].map(async (key) => {
        const answer = await fetch(`${simulator.url}/stats/fluxinfo?projection=flux.${key}`);
        return (await answer.json()) as { status: string };
      })
    );
    const busy = answers.filter(({ status }) => status === 'error');
    expect(busy).toEqual([{ status: 'error', data: { name: 'Error', message: 'Internal error. Try again later' } }]);
  });

  it('remembers 30 days of node counts that end with the present ones', async () => {
    const history =
      await data<Record<string, { cumulus: number; nimbus: number; stratus: number }>>('stats/fluxhistorystats');
    const times = Object.keys(history).map(Number);
    const count = await data<Record<string, number>>('api/daemon/getzelnodecount');
    expect(times.length).toBe(2_585);
    expect(times.at(-1)! - times[0]!).toBeGreaterThan(29.9 * 86_400_000);
    expect(history[times.at(-1)!]).toEqual({
      cumulus: count['cumulus-enabled'],
      nimbus: count['nimbus-enabled'],
      stratus: count['stratus-enabled']
    });
  });
});

let simulator: Simulator;

beforeAll(async () => {
  const now = 1795136400;
  simulator = await startSimulator({
    now,
    scale: 0.1,
    payments: 600,
    blockMs: 'manual',
    isClockFixed: true,
    maxTipLag: 0
  });
});

afterAll(() => simulator.close());

/** The data of a successful answer; asks again while the service is busy, throws for other errors. */
async function data<T>(path: string): Promise<T> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const answer = (await (await fetch(`${simulator.url}/${path}`)).json()) as {
      status: string;
      data: T & { message?: string };
    };
    if (answer.status === 'success') return answer.data;
    if (answer.data.message !== 'Internal error. Try again later') throw new Error(answer.data.message);
  }
  throw new Error(`${path} stays busy`);
}
