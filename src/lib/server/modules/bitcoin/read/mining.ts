/** Difficulty and hash rate over a span, pools, versions of the blocks that were seen, peers. */
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import {
  DifficultyValue,
  HashrateValue,
  PeersValue,
  PoolsValue,
  type mining,
  type nodes,
  type spans,
  type VersionsValue
} from '../../../../contract/bitcoin/mining.ts';
import type { Panel } from '../../../../contract/bitcoin/panel.ts';
import { readPanels, switchedOff, unknownPanel, type BitcoinReadDeps } from './panels.ts';

type Span = (typeof spans)[number];

const YEAR = 365 * 86_400;
const spanSeconds: Record<Span, number> = { '1y': YEAR, '5y': 5 * YEAR, '10y': 10 * YEAR, all: Infinity };
const NEWEST_BLOCKS = 2_016;
const UNSIGNED = 2 ** 32;

export async function readMining(deps: BitcoinReadDeps, span: Span): Promise<Answer<typeof mining>> {
  const panels = await readPanels(deps);
  const from = deps.now() - spanSeconds[span];
  const within = <T extends { time: number }>(points: T[]) => points.filter(({ time }) => time >= from);
  return {
    span,
    difficulty: panels.get('difficulty', DifficultyValue, within),
    hashrate: panels.get('hashrate', HashrateValue, within),
    pools: panels.get('pools', PoolsValue, same),
    versions: await readVersions(deps)
  };
}

export async function readNodes(deps: BitcoinReadDeps): Promise<Answer<typeof nodes>> {
  const panels = await readPanels(deps);
  const reachable: Panel<never> = {
    ...unknownPanel('no source that counts reachable nodes is configured'),
    state: 'not configured'
  };
  return {
    peers: panels.get('peers', PeersValue, same),
    reachable: deps.isOn ? reachable : switchedOff()
  };
}

async function readVersions({ store, isOn, now }: BitcoinReadDeps): Promise<Panel<VersionsValue>> {
  if (!isOn) return switchedOff();
  const rows = await store.query('bitcoin_versions', { blocks: NEWEST_BLOCKS });
  const blocks = rows.reduce((sum, row) => sum + row.blocks, 0);
  if (blocks === 0) return unknownPanel('no block was seen yet');
  const versions = rows.map(({ version, blocks: count }) => ({
    // Versions are signed on the wire of some sources.
    version: `0x${(version < 0 ? version + UNSIGNED : version).toString(16).padStart(8, '0')}`,
    blocks: count,
    share: Math.round((count / blocks) * 10_000) / 100
  }));
  return { state: 'ok', reason: null, source: 'own records', value: { blocks, versions }, asOf: now(), stale: false };
}

const same = <T>(value: T) => value;
