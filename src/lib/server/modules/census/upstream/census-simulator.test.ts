/** The documents of the census against the simulated network: what they tell is what it is, or nothing. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSimulator, type Simulator } from '../../../../../../simulator/index.ts';
import { createUpstreams, type Upstreams } from '../../../upstreams.ts';

const NOW = 1_795_136_400;
const { signal } = new AbortController();

let simulator: Simulator;
let upstreams: Upstreams;

beforeAll(async () => {
  const standing = { now: NOW, isClockFixed: true, blockMs: 'manual', maxTipLag: 0 } as const;
  simulator = await startSimulator({ ...standing, scale: 0.2, payments: 100, hangMs: 300, slowMs: 20 });
  upstreams = connect();
});
afterEach(() => simulator.clearFaults());
afterAll(async () => {
  await upstreams.close();
  await simulator.close();
});

describe('the nodes', () => {
  it('are those of the daemon, and their counts agree', async () => {
    const { network } = upstreams;
    const [counts, nodes] = await Promise.all([network.nodeCounts(signal), network.nodeList(signal)]);
    const told = await data<{ txhash: string; outidx: string; ip: string }[]>('api/daemon/listfluxnodes');
    expect(nodes.map(({ collateral }) => collateral)).toEqual(told.map(({ txhash, outidx }) => `${txhash}:${outidx}`));
    const ofTier = (wanted: string) => nodes.filter(({ tier }) => tier === wanted);
    expect(counts).toEqual({
      cumulus: ofTier('cumulus').length,
      nimbus: ofTier('nimbus').length,
      stratus: ofTier('stratus').length
    });
    expect(nodes.filter(({ ip }) => ip === null)).toHaveLength(told.filter(({ ip }) => ip === '').length);
    expect(new Set(ofTier('stratus').map(({ collateralFlux }) => collateralFlux))).toEqual(new Set([40_000]));
    expect(nodes.every(({ activeSince }) => activeSince !== null && activeSince < NOW)).toBe(true);
  });
  it('were as many at the end of their history as now', async () => {
    const history = await upstreams.network.nodeHistory(signal);
    expect(history.at(-1)).toEqual({ at: NOW, ...(await upstreams.network.nodeCounts(signal)) });
    // 2,585 points, of which one round went wrong.
    expect(history).toHaveLength(2_584);
    expect(history.every(({ at }, index) => index === 0 || at > history[index - 1]!.at)).toBe(true);
  });
});

describe('the machines', () => {
  it('are known where they answered', async () => {
    const { machines, missing } = await upstreams.network.machines(signal);
    const rows = await data<StatsRow[]>('stats/fluxinfo');
    // A node without an address is no machine that could be told from others.
    const told = rows.filter(({ ip }) => ip !== '');
    const answered = told.filter(({ benchmark }) => benchmark.bench.status !== '0');
    expect(missing).toEqual([]);
    expect(machines).toHaveLength(told.length);
    expect(answered.length).toBeLessThan(told.length);
    const locked = machines.flatMap((machine) => machine.locked ?? []);
    expect(locked).toHaveLength(answered.length);
    expect(sum(locked.map(({ ramMb }) => ramMb))).toBe(sum(told.map(({ apps }) => apps?.resources.appsRamLocked ?? 0)));
    const measured = machines.flatMap(({ benchmark }) => benchmark ?? []);
    expect(measured.length).toBeLessThan(answered.length);
    expect(sum(measured.map(({ cores }) => cores))).toBe(sum(told.map(({ benchmark }) => benchmark.bench.cores)));
    expect(machines.filter(({ arcaneName }) => arcaneName === 'jolly wombat').length).toBeGreaterThan(100);
    const isDataCenter = (wanted: string) =>
      new Set(machines.flatMap(({ place }) => (place?.provider === wanted ? [place.isDataCenter] : [])));
    expect(isDataCenter('Hetzner')).toEqual(new Set([true]));
    expect(isDataCenter('DataVex')).toEqual(new Set([true]));
  });
  it('run the containers that the service shows, and stand where apps are located', async () => {
    const { network } = upstreams;
    const [containers, locations, nodes] = await Promise.all([
      network.containers(signal),
      network.appLocations(signal),
      network.nodeList(signal)
    ]);
    const told = await data<StatsRow[]>('stats/fluxinfo');
    const names = told.flatMap(({ apps }) => apps?.runningapps?.map(({ Names }) => Names[0]!) ?? []);
    expect(containers.flatMap((machine) => machine.names).sort()).toEqual(names.sort());
    const ips = new Set(nodes.map(({ ip }) => ip));
    expect(containers.filter(({ ip }) => !ips.has(ip))).toEqual([]);
    expect(locations.filter(({ ip }) => !ips.has(ip))).toEqual([]);
    expect(locations.length).toBe((await data<unknown[]>('api/apps/locations')).length);
  });
});

describe('the specifications', () => {
  it('are all read, without anything private', async () => {
    const specs = await upstreams.network.appSpecs(signal);
    const told = await data<{ name: string }[]>('api/apps/globalappsspecifications');
    expect(specs.map(({ name }) => name)).toEqual(told.map(({ name }) => name));
    expect(JSON.stringify(told)).toContain('PRIVATE-');
    expect(JSON.stringify(specs)).not.toContain('PRIVATE-');
    expect(specs.filter(({ isEncrypted }) => isEncrypted).every(({ components }) => components?.length === 0)).toBe(
      true
    );
    expect(
      specs.filter(({ isEncrypted }) => !isEncrypted).every(({ components }) => (components ?? []).length > 0)
    ).toBe(true);
  });
});

describe('the services', () => {
  it('are asked for each document once, the statistics for one at a time', async () => {
    await readAll(upstreams);
    simulator.resetRequests();
    await readAll(upstreams);
    const { api, stats } = simulator.requests().hosts;
    expect(api).toMatchObject({ requests: 4 });
    expect(stats).toMatchObject({ requests: 3, maxInFlight: 1 });
  });
});

describe('an unreliable network', () => {
  it('gives the same documents as a reliable one', async () => {
    const calm = await readAll(upstreams);
    // Without errors that make the client ask under random addresses, which would draw other faults each time.
    const kinds = ['status500', 'reset', 'truncated', 'garbage', 'slow'] as const;
    for (const source of ['daemon', 'apps'] as const) simulator.faults({ source, kinds: [...kinds], rate: 0.3 });
    const stormy = connect();
    expect(await readAll(stormy)).toEqual(calm);
    expect(stormy.sources().some(({ lastError }) => lastError !== null)).toBe(true);
    await stormy.close();
  });
  it.each(['truncated', 'garbage', 'errorEnvelope', 'emptyData', 'status502html', 'timeout', 'down'] as const)(
    'tells nothing while every answer is %s, and everything afterwards',
    async (kind) => {
      const during = connect(kind === 'timeout' ? { timeoutMs: 150 } : {});
      simulator.faults({ kinds: [kind] });
      const refusal = /^(nodes|app-specs|app-locations|stats): /;
      for (const ask of asksOf(during)) await expect(ask(signal)).rejects.toThrow(refusal);
      const unwell = during.sources().filter(({ ok }) => !ok);
      expect(unwell.map(({ name }) => name)).toEqual(['nodes', 'app-specs', 'app-locations', 'stats']);
      await during.close();

      simulator.clearFaults();
      const after = connect();
      await readAll(after);
      expect(after.sources().filter(({ ok }) => !ok)).toEqual([]);
      await after.close();
    }
  );
});

interface StatsRow {
  ip: string;
  benchmark: { bench: { cores: number; status: string } };
  apps?: { runningapps?: { Names: string[] }[]; resources: { appsRamLocked: number } };
}

const asksOf = ({ network }: Upstreams) => Object.values(network) as ((stop: AbortSignal) => Promise<unknown>)[];

function readAll(from: Upstreams): Promise<unknown[]> {
  return Promise.all(asksOf(from).map((ask) => ask(signal)));
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

/** What the simulated service itself answers; asked again while it is busy. */
async function data<T>(path: string): Promise<T> {
  for (;;) {
    const answer = (await (await fetch(`${simulator.url}/${path}`)).json()) as { status: string; data: T };
    if (answer.status === 'success') return answer.data;
  }
}

function connect(limits: NonNullable<Parameters<typeof createUpstreams>[1]['limits']> = {}): Upstreams {
  const { url } = simulator;
  const unused = { explorer: url, coingecko: url, binance: url, cryptocompare: url, cryptocompareKey: null };
  const settings = { api: `${url}/api`, stats: `${url}/stats`, blockbook: `${url}/blockbook`, ...unused };
  return createUpstreams(settings, { now: () => NOW, limits: { perSecond: 100_000, retryDelayMs: 5, ...limits } });
}
