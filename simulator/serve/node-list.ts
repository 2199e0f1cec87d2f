/** The daemon's view of nodes: counts, the whole list, and who is paid next. */
import type { Census } from '../census/census.ts';
import { collateralFlux, shortIp, tiers, type FluxNode, type Tier } from '../census/nodes.ts';
import type { Chain } from '../chain/chain.ts';

type Json = Record<string, unknown>;

/** `gone` = tiers that read 0. */
export function nodeCount(census: Census, tip: number, gone: readonly Tier[]): Json {
  const zeros = Object.fromEntries(gone.map((tier) => [tier, 0]));
  const { CUMULUS, NIMBUS, STRATUS } = { ...census.counts(tip), ...zeros };
  const present = census.nodes.present(tip);
  const total = CUMULUS + NIMBUS + STRATUS;
  return {
    total,
    stable: total,
    'basic-enabled': CUMULUS,
    'super-enabled': NIMBUS,
    'bamf-enabled': STRATUS,
    'cumulus-enabled': CUMULUS,
    'nimbus-enabled': NIMBUS,
    'stratus-enabled': STRATUS,
    ipv4: present.filter((node) => node.ip !== '' && !shortIp(node).includes(':')).length,
    ipv6: 0,
    onion: 0
  };
}

/** All of a tier by rank: each block pays rank 0, which then goes to the end. */
function ranked(census: Census, tier: Tier, tip: number): FluxNode[] {
  const list = census.nodes.present(tip).filter((node) => node.tier === tier);
  const first = list.length === 0 ? 0 : tip % list.length;
  return [...list.slice(first), ...list.slice(0, first)];
}

/** Tier by tier, each by rank; `filter` = part of collateral, key, ip or address. */
export function nodeList(census: Census, view: { chain: Chain; tip: number; filter: string }): Json[] {
  const rows = tiers.flatMap((tier) => {
    const list = ranked(census, tier, view.tip);
    return list.map((node, rank) => ({ node, row: nodeRow(node, { ...view, rank, count: list.length }) }));
  });
  const { filter } = view;
  if (filter === '') return rows.map(({ row }) => row);
  const texts = ({ node }: { node: FluxNode }) => [
    node.collateralTxid,
    node.pubkey,
    shortIp(node),
    node.paymentAddress
  ];
  return rows.filter((one) => texts(one).some((text) => text.includes(filter))).map(({ row }) => row);
}

function nodeRow(node: FluxNode, place: { chain: Chain; tip: number; rank: number; count: number }): Json {
  const paidHeight = node.wasPaid ? place.tip - (place.count - 1 - place.rank) : 0;
  const neverPaid = node.index % 70 === 11 ? 0 : '1516980000';
  const ip = node.ip === '' ? '' : shortIp(node);
  return {
    collateral: `COutPoint(${node.collateralTxid}, ${node.outputIndex})`,
    txhash: node.collateralTxid,
    outidx: `${node.outputIndex}`,
    ip,
    network: ip === '' ? '' : 'ipv4',
    added_height: node.addedHeight,
    confirmed_height: node.addedHeight + 11,
    last_confirmed_height: place.tip - (node.index % 600),
    last_paid_height: paidHeight,
    tier: node.tier,
    payment_address: node.paymentAddress,
    pubkey: node.pubkey,
    activesince: `${place.chain.blockTime(node.addedHeight)}`,
    lastpaid: paidHeight === 0 ? neverPaid : `${place.chain.blockTime(paidHeight)}`,
    amount: `${collateralFlux[node.tier]}.00`,
    rank: place.rank
  };
}

export function currentWinners(census: Census, chain: Chain, tip: number): Json {
  const winners = tiers.flatMap((tier) => {
    const list = ranked(census, tier, tip);
    const [node] = list;
    return node === undefined ? [] : [[`${tier} Winner`, nodeRow(node, { chain, tip, rank: 0, count: list.length })]];
  });
  return Object.fromEntries(winners) as Json;
}
