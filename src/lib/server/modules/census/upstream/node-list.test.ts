import { afterEach, describe, expect, it } from 'vitest';
import { always, hex, startNetwork } from '../../../../../tests/support/scripted-network.ts';

const { signal } = new AbortController();

describe('the node count', () => {
  it('is told by tier', async () => {
    const { network, server } = await setup(counts());
    expect(await network.nodeCounts(signal)).toEqual({ cumulus: 3_378, nimbus: 1_582, stratus: 1_764 });
    expect(server.asked.map(({ path }) => path)).toEqual(['/daemon/getzelnodecount']);
  });
  it.each([
    ['a tier at 0', counts({ 'nimbus-enabled': 0, total: 5_142 })],
    ['everything at 0', counts({ total: 0, 'cumulus-enabled': 0, 'nimbus-enabled': 0, 'stratus-enabled': 0 })],
    ['a total that is not the sum', counts({ total: 6_725 })],
    ['a count that is no integer', counts({ 'cumulus-enabled': 3_378.5 })],
    ['a count as text', counts({ 'cumulus-enabled': '3378' })],
    ['a tier missing', counts({ 'stratus-enabled': undefined })],
    ['nothing', null],
    ['an empty object', {}]
  ])('with %s is an outage', async (_, data) => {
    const { network, state } = await setup(data);
    await expect(network.nodeCounts(signal)).rejects.toThrow('nodes: answer changed shape');
    expect(state('nodes')).toMatchObject({ ok: false, lastSuccess: null });
  });
});

describe('the node list', () => {
  it('is told in our words', async () => {
    const { network, server } = await setup(list());
    expect(await network.nodeList(signal)).toEqual([
      {
        collateral: `${hex('a')}:0`,
        tier: 'cumulus',
        paymentAddress: 't1abc',
        ip: '65.109.10.20:16127',
        collateralFlux: 1_000,
        activeSince: 1_783_460_000
      },
      expect.objectContaining({ collateral: `${hex('a')}:1`, tier: 'nimbus', ip: null, collateralFlux: 12_500 }),
      expect.objectContaining({ collateral: `${hex('c')}:12`, tier: 'stratus', ip: '65.109.10.20:16147' })
    ]);
    expect(server.asked.map(({ path }) => path)).toEqual(['/daemon/viewdeterministicfluxnodelist']);
  });
  it.each([
    ['a numeric start of 0', { activesince: 0 }, { activeSince: null }],
    ['an empty start', { activesince: '' }, { activeSince: null }],
    ['a start that is text', { activesince: 'long ago' }, { activeSince: null }],
    ['a strange address', { ip: '<b>here</b>' }, { ip: null }],
    ['no address', { ip: undefined }, { ip: null }]
  ])('keeps a node with %s', async (_, over, expected) => {
    const { network } = await setup(list(over));
    expect((await network.nodeList(signal))[0]).toMatchObject(expected);
  });
  it.each([
    ['a node twice', list({ collateral: `COutPoint(${hex('a')}, 1)`, outidx: '1' }), 'shows a node twice'],
    ['no node of a tier', list().slice(0, 2), 'shows no stratus node'],
    ['an unknown tier', list({ tier: 'UNKNOWN' }), 'changed shape: tier'],
    ['an amount that is none', list({ amount: 'n/a' }), 'changed shape: amount'],
    ['an amount below one FLUX', list({ amount: '0.00' }), 'changed shape: amount'],
    ['a fraction of a FLUX', list({ amount: '1000.50' }), 'changed shape: amount'],
    ['two stories of one collateral', list({ outidx: '7' }), 'collateral and txhash differ'],
    ['a collateral without txid', list({ txhash: 'x' }), 'changed shape: txhash'],
    ['nobody to pay', list({ payment_address: '' }), 'changed shape: payment_address'],
    ['no nodes', [], 'empty list of nodes']
  ])('with %s is an outage', async (_, data, reason) => {
    const { network, state, server } = await setup(data);
    await expect(network.nodeList(signal)).rejects.toThrow(reason);
    expect(state('nodes')).toMatchObject({ ok: false });
    expect(server.asked).toHaveLength(1);
  });
});

function counts(over: object = {}) {
  const tiers = { 'cumulus-enabled': 3_378, 'nimbus-enabled': 1_582, 'stratus-enabled': 1_764 };
  return { total: 6_724, stable: 6_724, ...tiers, 'basic-enabled': 3_378, ipv4: 2_384, ...over };
}

/** A node of each tier; `over` changes the first. */
function list(over: object = {}): object[] {
  const node = {
    collateral: `COutPoint(${hex('a')}, 0)`,
    txhash: hex('a'),
    outidx: '0',
    ip: '65.109.10.20',
    network: 'ipv4',
    added_height: 2_755_010,
    tier: 'CUMULUS',
    payment_address: 't1abc',
    pubkey: `02${hex('d')}`,
    activesince: '1783460000',
    lastpaid: '1516980000',
    amount: '1000.00',
    rank: 0
  };
  const nimbus = { tier: 'NIMBUS', amount: '12500.00', collateral: `COutPoint(${hex('a')}, 1)`, outidx: '1', ip: '' };
  const stratus = { tier: 'STRATUS', amount: '40000.00', ip: '65.109.10.20:16147' };
  const third = { collateral: `COutPoint(${hex('c')}, 12)`, txhash: hex('c'), outidx: '12' };
  return [
    { ...node, ...over },
    { ...node, ...nimbus },
    { ...node, ...stratus, ...third }
  ];
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
