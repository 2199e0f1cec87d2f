/** Difficulty and hash rate over the years, pools, peers. */
import type { DifficultyValue, HashrateValue, PeersValue, PoolsValue } from '../../../../contract/bitcoin/mining.ts';
import { hashrateOf, RETARGET_BLOCKS } from '../../../../domain/bitcoin/difficulty.ts';
import type { NodeStatus, Peer } from '../../../chains/bitcoin/node-status.ts';
import type { RestMining } from '../../../chains/bitcoin/rest-mining.ts';
import type { MadeOf } from './mempool.ts';

/** Public series have a point a day; one a week is as much as anybody sees over years. */
const EVERY = 7;
const POOL_PERIOD = '1w';
const SHOWN_VERSIONS = 30;

export async function epochDifficulties(node: NodeStatus, signal: AbortSignal): Promise<MadeOf<DifficultyValue>> {
  const { epochs } = await node.epochs(signal);
  return { source: 'node', value: epochs };
}

/** One figure a period: its work by the time that it took. */
export async function epochHashrates(node: NodeStatus, signal: AbortSignal): Promise<MadeOf<HashrateValue>> {
  const { epochs, tip } = await node.epochs(signal);
  const value = epochs.flatMap(({ height, time, difficulty }, place) => {
    const next = epochs[place + 1] ?? tip;
    const seconds = next.time - time;
    const blocks = Math.min(RETARGET_BLOCKS, next.height - height);
    return seconds <= 0 || blocks <= 0 ? [] : [{ time: next.time, hashrate: hashrateOf(difficulty, seconds / blocks) }];
  });
  return { source: 'node', value };
}

export async function restDifficulties(rest: RestMining, signal: AbortSignal): Promise<MadeOf<DifficultyValue>> {
  const { difficulties } = await rest.series('all', signal);
  return { source: 'rest', value: difficulties.map((point) => ({ ...point, height: null })).toSorted(byTime) };
}

export async function restHashrates(rest: RestMining, signal: AbortSignal): Promise<MadeOf<HashrateValue>> {
  const { hashrates } = await rest.series('all', signal);
  const sorted = hashrates.toSorted(byTime);
  const shown = sorted.filter((_, place) => (sorted.length - 1 - place) % EVERY === 0);
  return { source: 'rest', value: shown.map(({ time, perSecond }) => ({ time, hashrate: perSecond })) };
}

export async function makePools(rest: RestMining, signal: AbortSignal): Promise<MadeOf<PoolsValue>> {
  const { pools, blocks } = await rest.pools(POOL_PERIOD, signal);
  const value = pools
    .toSorted((a, b) => b.blocks - a.blocks || (a.name < b.name ? -1 : 1))
    .map((pool) => ({ ...pool, share: blocks === 0 ? 0 : Math.round((pool.blocks / blocks) * 10_000) / 100 }));
  return { source: 'rest', value: { period: POOL_PERIOD, blocks, pools: value } };
}

export async function makePeers(node: NodeStatus, signal: AbortSignal): Promise<MadeOf<PeersValue>> {
  const peers = await node.peers(signal);
  return {
    source: 'node',
    value: {
      total: peers.length,
      inbound: peers.filter(({ isInbound }) => isInbound).length,
      networks: grouped(peers, ({ network }) => network),
      versions: grouped(peers, ({ version }) => (version === '' ? 'not told yet' : version)).slice(0, SHOWN_VERSIONS),
      oldestSince: peers.length === 0 ? null : Math.min(...peers.map(({ since }) => since))
    }
  };
}

function grouped(peers: readonly Peer[], nameOf: (peer: Peer) => string) {
  const groups = [...Map.groupBy(peers, nameOf)].map(([name, of]) => ({ name, count: of.length }));
  return groups.sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

function byTime(a: { time: number }, b: { time: number }): number {
  return a.time - b.time;
}
