/** Bitcoin at a glance. */
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import { HeadValue, NodeValue, type overview } from '../../../../contract/bitcoin/overview.ts';
import { readPanels, unknownPanel, type BitcoinReadDeps } from './panels.ts';

const keptHead = HeadValue.omit({ ageSeconds: true });

export async function readOverview(deps: BitcoinReadDeps): Promise<Answer<typeof overview>> {
  const panels = await readPanels(deps);
  const chain = panels.get('head', keptHead, (head) => ({ ...head, ageSeconds: Math.max(0, deps.now() - head.time) }));
  const node = panels.get('node', NodeValue, (value) => value);
  return { chain, node, largest: unknownPanel('nothing was seen yet') };
}
