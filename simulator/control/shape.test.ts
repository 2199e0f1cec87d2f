/** Documents that change their shape with HTTP 200, and come back. */
import { afterEach, describe, expect, it } from 'vitest';
import { closeAll, setup } from './test-network.ts';

afterEach(closeAll);

interface Row {
  ip?: string;
  tier?: string;
  repotag?: string;
  compose?: { name: string; repotag?: string }[];
  apps?: { runningapps?: { Names?: string[] }[] };
}

describe('a field', () => {
  it('is gone from the asked share of rows, objects in lists included, until told otherwise', async () => {
    const { rows, control } = await shapes();
    const path = '/stats/fluxinfo?projection=ip,apps.runningapps.Names';
    const names = (list: Row[]) => list.flatMap(({ apps }) => apps?.runningapps ?? []).map(({ Names }) => Names);
    const whole = await rows(path);
    expect(names(whole)).not.toContain(undefined);
    await control('POST', 'shape', { drop: 'apps.runningapps.Names', share: 0.95 });
    const broken = await rows(path);
    expect(names(broken).length).toBe(names(whole).length);
    const gone = names(broken).filter((name) => name === undefined).length;
    expect(gone / names(broken).length).toBeGreaterThan(0.8);
    expect(broken.map(({ ip }) => ip)).toEqual(whole.map(({ ip }) => ip));
    await control('DELETE', 'shape');
    expect(await rows(path)).toEqual(whole);
  });

  it('becomes a boolean in the asked share of rows, and specifications another version', async () => {
    const { rows, control } = await shapes();
    await control('POST', 'shape', { falsify: 'geolocation.country', share: 0.5 });
    const places = (await rows('/stats/fluxinfo?projection=geolocation.country')) as {
      geolocation?: { country?: unknown };
    }[];
    expect(new Set(places.map(({ geolocation }) => typeof geolocation?.country))).toContain('boolean');
    await control('POST', 'shape', { version: 10, from: 'specifications', share: 1 });
    const specs = (await rows('/api/apps/globalappsspecifications')) as { version?: number }[];
    expect(new Set(specs.map(({ version }) => version))).toEqual(new Set([10]));
  });

  it('can be one of any document', async () => {
    const { rows, control } = await shapes();
    await control('POST', 'shape', { drop: 'compose.repotag', from: 'specifications', share: 1 });
    const specs = await rows('/api/apps/globalappsspecifications');
    const components = specs.flatMap(({ compose = [] }) => compose);
    expect(components.length).toBeGreaterThan(10);
    expect(components.some(({ repotag }) => repotag !== undefined)).toBe(false);
    await control('POST', 'shape', { drop: 'tier', from: 'nodes', share: 0.5 });
    const tiers = (await rows('/api/daemon/listfluxnodes')).map(({ tier }) => tier);
    expect(new Set(tiers)).toEqual(new Set([undefined, 'CUMULUS', 'NIMBUS', 'STRATUS']));
  });
});

describe('a document', () => {
  it.each([
    ['fluxinfo', '/stats/fluxinfo?projection=ip'],
    ['nodes', '/api/daemon/viewdeterministicfluxnodelist'],
    ['specifications', '/api/apps/globalappsspecifications'],
    ['locations', '/api/apps/locations']
  ])('%s is empty, and whole again', async (name, path) => {
    const { rows, control } = await shapes();
    const whole = await rows(path);
    expect(whole.length).toBeGreaterThan(10);
    await control('POST', 'shape', { empty: [name] });
    expect(await rows(path)).toEqual([]);
    await control('DELETE', 'shape');
    expect(await rows(path)).toEqual(whole);
  });
});

describe('node counts', () => {
  it('dip to 0 once', async () => {
    const { data, control } = await shapes();
    await control('POST', 'shape', { tierAtZero: 'ALL', times: 1 });
    const counts = await Promise.all([0, 1, 2].map(() => data<Record<string, number>>('getzelnodecount')));
    const zeros = counts.filter(({ total }) => total === 0);
    expect(zeros).toEqual([expect.objectContaining({ 'cumulus-enabled': 0, 'nimbus-enabled': 0, stable: 0 })]);
  });

  it('have one tier at 0 as long as asked, and so has the list', async () => {
    const { data, control, rows } = await shapes();
    const whole = await data<Record<string, number>>('getzelnodecount');
    await control('POST', 'shape', { tierAtZero: 'NIMBUS' });
    const count = await data<Record<string, number>>('getzelnodecount');
    expect(count).toMatchObject({ 'nimbus-enabled': 0, 'cumulus-enabled': whole['cumulus-enabled'] });
    expect(count['total']).toBe(whole['total']! - whole['nimbus-enabled']!);
    const list = await rows('/api/daemon/listfluxnodes');
    expect(new Set(list.map(({ tier }) => tier))).toEqual(new Set(['CUMULUS', 'STRATUS']));
    expect(list.length).toBe(count['total']);
  });
});

describe('the statistics service', () => {
  it('is busy for as many answers as asked', async () => {
    const { get, control } = await shapes();
    await control('POST', 'shape', { busy: 2 });
    const seen: boolean[] = [];
    for (let ask = 0; ask < 4; ask++)
      seen.push((await get('/stats/fluxhistorystats')).text.includes('Try again later'));
    expect(seen).toEqual([true, true, false, false]);
  });
});

describe('a shape that cannot be', () => {
  it.each([
    [{ empty: ['moon'] }, 'unknown document moon'],
    [{ drop: 'x', share: 2 }, 'share must be between 0 and 1'],
    [{ drop: '' }, 'drop must be a path'],
    [{ tierAtZero: 'BAMF' }, 'unknown tier BAMF'],
    [{ tierAtZero: 'ALL', times: 0 }, 'times must be at least 1'],
    [{ busy: -1 }, 'busy must be a number of answers']
  ])('%j is refused', async (request, error) => {
    const { control } = await shapes();
    expect(await control('POST', 'shape', request)).toEqual({ error });
  });
});

describe('the placement', () => {
  it('is recorded and asked for by its second', async () => {
    const { control } = await shapes();
    const recorded = (await control('POST', 'placement')) as { at: number };
    expect(await control('GET', `placement?at=${recorded.at}`)).toEqual(recorded);
    expect(await control('GET', 'placement')).toEqual({ error: 'no placement recorded at NaN' });
    expect(await control('GET', 'census-truth')).toMatchObject({ clock: recorded.at });
  });
});

async function shapes() {
  const network = await setup({ scale: 0.03 });
  const rows = async (path: string): Promise<Row[]> => {
    for (let attempt = 0; attempt < 5; attempt++) {
      const { status, data } = JSON.parse((await network.get(path)).text) as { status: string; data: Row[] };
      if (status === 'success') return data;
    }
    throw new Error(`${path} stays busy`);
  };
  return { ...network, rows };
}
