import { afterEach, expect, it } from 'vitest';
import { always, startNetwork } from '../../../../../tests/support/scripted-network.ts';

const { signal } = new AbortController();

it('tells the containers of each machine by the first of their names', async () => {
  const { network, server } = await setup([
    row('1.1.1.1', [{ Names: ['/fluxserver_palworld'] }, { Names: ['/flux_watchtower', '/other/link'] }]),
    row('2.2.2.2:16147', [])
  ]);
  expect(await network.containers(signal)).toEqual([
    { ip: '1.1.1.1:16127', names: ['/fluxserver_palworld', '/flux_watchtower'] },
    { ip: '2.2.2.2:16147', names: [] }
  ]);
  expect(server.asked).toHaveLength(1);
  expect(server.asked[0]?.path).toMatch(/^\/fluxinfo\?projection=ip,.*apps\.runningapps\.Names$/);
});
it('counts the containers of a machine once, from the later of its rows that tell them', async () => {
  const { network } = await setup([
    row('1.1.1.1', [{ Names: ['/fluxone'] }]),
    row('1.1.1.1:16127', [{ Names: ['/fluxone'] }, { Names: ['/fluxtwo'] }]),
    { ip: '1.1.1.1' },
    row('2.2.2.2', [])
  ]);
  expect(await network.containers(signal)).toEqual([
    { ip: '1.1.1.1:16127', names: ['/fluxone', '/fluxtwo'] },
    { ip: '2.2.2.2:16127', names: [] }
  ]);
});
it('leaves out machines of which it knows nothing', async () => {
  const silent = { ...row('3.3.3.3', []), benchmark: { bench: { status: '0' } } };
  const { network } = await setup([
    ...['1.1.1.1', '2.2.2.2', '7.7.7.7', '8.8.8.8'].map((ip) => row(ip, [{ Names: ['/fluxone'] }])),
    silent,
    { ip: '4.4.4.4' },
    { ip: '5.5.5.5', apps: {} },
    { ip: '6.6.6.6', apps: { runningapps: '0' } },
    {}
  ]);
  const known = await network.containers(signal);
  expect(known.map(({ ip }) => ip.split(':')[0])).toEqual(['1.1.1.1', '2.2.2.2', '7.7.7.7', '8.8.8.8']);
});
it('still counts a container without a usable name', async () => {
  const { network } = await setup([
    row('1.1.1.1', [{ Names: ['/fluxone'] }, {}, { Names: ['/fluxtwo'] }]),
    row('2.2.2.2', [{ Names: [] }, { Names: ['/fluxthree'] }, { Names: [7] }, { Names: ['/fluxfour'] }])
  ]);
  const [one, two] = await network.containers(signal);
  expect(one?.names).toEqual(['/fluxone', '', '/fluxtwo']);
  expect(two?.names).toEqual(['', '/fluxthree', '', '/fluxfour']);
});
it.each([
  ['names gone', [row('1.1.1.1', [{}, {}]), row('2.2.2.2', [{}])], 'containers have no names'],
  [
    'names gone from most',
    [row('1.1.1.1', [{}, {}, { Names: ['/fluxone'] }]), row('2.2.2.2', [])],
    'containers have no names'
  ],
  ['no containers at all', [row('1.1.1.1', []), row('2.2.2.2', [])], 'no machine runs a container'],
  [
    'most machines without apps',
    [row('1.1.1.1', [{ Names: ['/fluxone'] }]), { ip: '2.2.2.2' }, { ip: '3.3.3.3', apps: {} }],
    'most machines do not tell'
  ],
  ['rows of nothing', [{}, {}, {}], '3 of 3 machines are unreadable'],
  ['no rows', [], 'empty list of machines']
])('with %s is an outage', async (_, data, reason) => {
  const { network, state } = await setup(data);
  await expect(network.containers(signal)).rejects.toThrow(reason);
  expect(state('stats')).toMatchObject({ ok: false });
});

function row(ip: string, runningapps: unknown[]) {
  return { ip, benchmark: { bench: { status: 'CUMULUS' } }, apps: { runningapps } };
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
