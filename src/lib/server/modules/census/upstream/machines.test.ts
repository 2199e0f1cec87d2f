import { afterEach, describe, expect, it } from 'vitest';
import { always, startNetwork } from '../../../../../tests/support/scripted-network.ts';

const { signal } = new AbortController();

describe('a machine', () => {
  it('is what its row measured, in our words', async () => {
    const { network } = await setup([row()]);
    const { machines, missing } = await network.machines(signal);
    expect(machines).toEqual([
      {
        ip: '65.109.10.20:16147',
        benchmark: {
          cores: 8,
          ramGb: 31.3,
          storageGb: 560.5,
          diskWrite: 812.5,
          eps: 1033.2,
          download: 940.2,
          upload: 910.7
        },
        locked: { cores: 4.5, ramMb: 17_000, storageGb: 64 },
        place: {
          country: 'Finland',
          countryCode: 'FI',
          continentCode: 'EU',
          region: 'Uusimaa',
          provider: 'Hetzner',
          isDataCenter: true
        },
        arcaneName: 'jolly wombat',
        version: '8.20.0',
        hasStaticIp: true
      }
    ]);
    expect(missing).toEqual([]);
  });
  it('is asked for once, with paths of which none lies in another', async () => {
    const { network, server } = await setup([row()]);
    await network.machines(signal);
    expect(server.asked).toHaveLength(1);
    const paths = new URL(server.asked[0]!.path, 'http://x').searchParams.get('projection')!.split(',');
    expect(paths).toContain('ip');
    expect(paths.filter((path) => paths.some((other) => path.startsWith(`${other}.`)))).toEqual([]);
  });
  it('gets the usual port', async () => {
    expect(await first({ ip: '65.109.10.20' })).toMatchObject({ ip: '65.109.10.20:16127' });
  });
  it('without apps has locked nothing, which is known', async () => {
    const resources = { appsCpusLocked: 0, appsRamLocked: 0, appsHddLocked: 0 };
    expect(await first({ apps: { resources } })).toMatchObject({ locked: { cores: 0, ramMb: 0, storageGb: 0 } });
  });
  it('that did not answer is unknown in every part', async () => {
    const nothing = { benchmark: null, locked: null, place: null, arcaneName: null, version: null, hasStaticIp: null };
    const expected = { ip: '65.109.10.20:16147', ...nothing };
    expect(await first(unreachable)).toEqual(expected);
    expect(await first({ ...unreachable, benchmark: undefined })).toEqual(expected);
  });
  it('whose benchmark is running has no benchmark, but all the rest', async () => {
    const idle = { ...bench, status: 'running', cores: 0, ram: 0, ssd: 0, hdd: 0 };
    expect(await first({ benchmark: { bench: idle } })).toMatchObject({
      benchmark: null,
      locked: { cores: 4.5 },
      place: { country: 'Finland' }
    });
  });
  it.each([
    ['a negative measure', { benchmark: { bench: { ...bench, ram: -1 } } }, 'benchmark'],
    ['a measure as text', { benchmark: { bench: { ...bench, cores: '8' } } }, 'benchmark'],
    ['a measure that is missing', { benchmark: { bench: { ...bench, hdd: undefined } } }, 'benchmark'],
    ['a measure that is null', { benchmark: { bench: { ...bench, ssd: null } } }, 'benchmark'],
    ['no benchmark', { benchmark: undefined }, 'benchmark'],
    ['resources as text', { apps: { resources: '0' } }, 'locked'],
    ['negative resources', { apps: { resources: { ...resources, appsCpusLocked: -2 } } }, 'locked'],
    ['no apps', { apps: undefined }, 'locked'],
    ['empty apps', { apps: {} }, 'locked'],
    ['no geolocation', { geolocation: null }, 'place'],
    ['an empty geolocation', { geolocation: {} }, 'place'],
    ['a placeholder for its place', { geolocation: { ip: '', country: '' } }, 'place'],
    ['a country that is a number', { geolocation: { ip: '1.2.3.4', country: 7 } }, 'place']
  ] as const)('with %s lacks that part only', async (_, over, part) => {
    const machine = await first(over);
    const parts = ['benchmark', 'locked', 'place'] as const;
    expect(parts.filter((name) => machine![name] === null)).toEqual([part]);
  });
  it('that runs no ArcaneOS says so by saying nothing', async () => {
    expect(await first({ flux: {} })).toMatchObject({ arcaneName: null });
    expect(await first({ flux: undefined })).toMatchObject({ arcaneName: null });
    expect(await first({ flux: { arcaneHumanVersion: '' } })).toMatchObject({ arcaneName: null });
  });
  it.each(['eps', 'ddwrite', 'download_speed', 'upload_speed'])(
    'whose %s was not measured has the rest',
    async (name) => {
      for (const value of [null, undefined, 'n/a', -1]) {
        const machine = await first({ benchmark: { bench: { ...bench, [name]: value } } });
        expect(machine?.benchmark).toMatchObject({ cores: bench.cores, ramGb: bench.ram });
        expect(Object.values(machine?.benchmark ?? {}).filter((measure) => measure === null)).toHaveLength(1);
      }
    }
  );
  it('says what it measured though its round ended in an error, and whatever its benchmark calls itself', async () => {
    const odd = { ...bench, ipaddress: '65.109.10.20:16147', time: 1_790_000_000, error: 'old' };
    const machine = await first({ error: { code: 'ECONNABORTED' }, benchmark: { bench: odd } });
    expect(machine).toMatchObject({ benchmark: { cores: bench.cores }, place: { country: 'Finland' } });
  });
  it('has the rest of its place where one word of it is of another kind', async () => {
    const odd = { ...place, isp: null, asn: undefined, dataCenter: 'yes' };
    expect(await first({ geolocation: odd })).toMatchObject({ place: { country: 'Finland' } });
  });
  it('looked up elsewhere has a place without a data centre flag', async () => {
    const { dataCenter: _dataCenter, ...fallback } = { ...place, org: 'KPN B.V.', isp: 'KPN' };
    expect(await first({ geolocation: fallback })).toMatchObject({
      place: { country: 'Finland', provider: 'KPN B.V.', isDataCenter: null }
    });
  });
});

describe('a round', () => {
  it('has each machine once: of two rows the one that tells more, else the later', async () => {
    const other = { ...bench, cores: 16 };
    const { network } = await setup([
      row({ benchmark: undefined }),
      row({ benchmark: { bench: other } }),
      row({ geolocation: null }),
      row({ ip: '1.2.3.4:16127' }),
      row({ ip: '1.2.3.4', benchmark: { bench: other } })
    ]);
    const { machines } = await network.machines(signal);
    expect(machines).toMatchObject([
      { ip: '65.109.10.20:16147', benchmark: { cores: 16 }, place: { country: 'Finland' } },
      { ip: '1.2.3.4:16127', benchmark: { cores: 16 } }
    ]);
    expect(machines).toHaveLength(2);
  });
  it('skips rows that say of no machine', async () => {
    const { network } = await setup([{}, row(), { tier: 'NIMBUS' }, row({ ip: '1.2.3.4' }), row({ ip: '5.6.7.8' })]);
    expect((await network.machines(signal)).machines).toHaveLength(3);
  });
  it.each([
    ['benchmark', { benchmark: undefined }],
    ['locked', { apps: {} }],
    ['place', { geolocation: null }]
  ])('names the part that most rows lack: %s', async (part, over) => {
    const three = (last: object) => [row(over), row({ ip: '1.2.3.4', ...over }), row({ ip: '5.6.7.8', ...last })];
    const { network, state } = await setup(three({}));
    expect((await network.machines(signal)).missing).toEqual([part]);
    expect(state('stats')).toMatchObject({ ok: true });
    const half = await setup([...three({}), row({ ip: '9.9.9.9' })]);
    expect((await half.network.machines(signal)).missing).toEqual([]);
  });
  it.each([
    ['no rows', [], 'empty list of machines'],
    ['rows of nothing', [{}, {}, {}, {}], '4 of 4 machines are unreadable'],
    ['mostly rows of nothing', [{}, {}, {}, row(), row({ ip: '1.2.3.4' })], '3 of 5 machines are unreadable'],
    ['addresses only', [{ ip: '1.2.3.4' }, { ip: '5.6.7.8' }], 'most machines tell nothing'],
    ['placeholders only', [row(unreachable), row({ ...unreachable, ip: '1.2.3.4' })], 'most machines tell nothing']
  ])('with %s is an outage', async (_, data, reason) => {
    const { network, state } = await setup(data);
    await expect(network.machines(signal)).rejects.toThrow(reason);
    expect(state('stats')).toMatchObject({ ok: false });
  });
});

const bench = {
  status: 'NIMBUS',
  cores: 8,
  ram: 31.3,
  ssd: 460.5,
  hdd: 100,
  ddwrite: 812.5,
  eps: 1033.2,
  download_speed: 940.2,
  upload_speed: 910.7
};
const resources = { appsCpusLocked: 4.5, appsRamLocked: 17_000, appsHddLocked: 64 };
const place = {
  ip: '65.109.10.20',
  country: 'Finland',
  countryCode: 'FI',
  continentCode: 'EU',
  regionName: 'Uusimaa',
  org: 'Hetzner Online GmbH',
  isp: 'Hetzner',
  dataCenter: true
};
const unreachable = {
  benchmark: { bench: { status: '0', cores: 0, ram: 0, ssd: 0, hdd: 0, ddwrite: 0, eps: 0 } },
  apps: { resources: { appsCpusLocked: 0, appsRamLocked: 0, appsHddLocked: 0 } },
  geolocation: { ip: '', country: '', countryCode: '', continentCode: '' },
  flux: {}
};

function row(over: object = {}) {
  const flux = { arcaneHumanVersion: 'jolly wombat', version: '8.20.0', staticIp: true };
  return { ip: '65.109.10.20:16147', benchmark: { bench }, apps: { resources }, geolocation: place, flux, ...over };
}

/** The machine of a row that is changed like this, among others that are in order. */
async function first(over: object) {
  const { network } = await setup([row(over), row({ ip: '1.2.3.4' }), row({ ip: '5.6.7.8' })]);
  return (await network.machines(signal)).machines[0];
}

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function setup(data: unknown) {
  const started = await startNetwork(always(data));
  open.push(started);
  return started;
}
