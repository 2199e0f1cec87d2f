import { afterEach, expect, it } from 'vitest';
import { always, startNetwork } from '../../../../../tests/support/scripted-network.ts';

const { signal } = new AbortController();
const counts = { cumulus: 3_378, nimbus: 1_582, stratus: 1_764 };

it('is told in seconds, ascending', async () => {
  const { network, server } = await setup({ 1795136100500: { ...counts, cumulus: 3_379 }, 1795135200000: counts });
  expect(await network.nodeHistory(signal)).toEqual([
    { at: 1_795_135_200, cumulus: 3_378, nimbus: 1_582, stratus: 1_764 },
    { at: 1_795_136_100, cumulus: 3_379, nimbus: 1_582, stratus: 1_764 }
  ]);
  expect(server.asked.map(({ path }) => path)).toEqual(['/fluxhistorystats']);
});
it('leaves out points that cannot be', async () => {
  const { network } = await setup({
    1795135200000: { ...counts, nimbus: 0 },
    1795135200001: { cumulus: 1, nimbus: 1 },
    1795135200002: null,
    1795135200003: { ...counts, stratus: '1764' },
    total: counts,
    1795135200: counts,
    1795136100000: counts
  });
  expect(await network.nodeHistory(signal)).toEqual([{ at: 1_795_136_100, ...counts }]);
});
it.each([
  ['nothing', {}],
  ['no usable point', { 1795135200000: { cumulus: 0, nimbus: 0, stratus: 0 } }],
  ['a list', [counts]],
  ['null', null]
])('with %s is an outage', async (_, data) => {
  const { network, state } = await setup(data);
  await expect(network.nodeHistory(signal)).rejects.toThrow('stats: answer changed shape');
  expect(state('stats')).toMatchObject({ ok: false });
});

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function setup(data: unknown) {
  const started = await startNetwork(always(data));
  open.push(started);
  return started;
}
