/** Bitcoin at a glance. */
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import { HeadValue, LargeValue, NodeValue, PriceValue, type overview } from '../../../../contract/bitcoin/overview.ts';
import { readPanels, type BitcoinReadDeps } from './panels.ts';

const keptHead = HeadValue.omit({ ageSeconds: true });

export async function readOverview(deps: BitcoinReadDeps): Promise<Answer<typeof overview>> {
  const panels = await readPanels(deps);
  return {
    chain: panels.get('head', keptHead, (head) => ({ ...head, ageSeconds: Math.max(0, deps.now() - head.time) })),
    node: panels.get('node', NodeValue, same),
    price: panels.get('price', PriceValue, same),
    largest: panels.get('largest-now', LargeValue, same)
  };
}

const same = <T>(value: T) => value;
