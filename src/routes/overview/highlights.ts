/**
 * One list of the overview's carousel, as cards ready to be read. The first few travel with the page, the rest when the
 * end comes near.
 */
import { carouselDeployed, carouselExpiring, carouselStats } from '../../lib/contract/apps/carousel.ts';
import { metricsCurrent } from '../../lib/contract/history/metrics.ts';
import { deployedItem, expiringItem, statItem, type CarouselItem } from '../../lib/ui/carousel/items.ts';
import { totalItems } from '../../lib/ui/carousel/totals.ts';
import { settle } from '../../lib/ui/live/settle.ts';
import type { HighlightList } from './state.ts';

export interface Highlights {
  items: CarouselItem[];
  total: number;
  asOf: number | null;
  stale: boolean;
}

type Ask = App.Locals['ask'];
/** As many as the widest screen shows at once, and some. */
const FIRST = 12;
const known = new WeakMap<object, Highlights>();

export async function askHighlights(ask: Ask, list: HighlightList, now: number): Promise<Highlights> {
  const all = await askAllHighlights(ask, list, now);
  const first = known.get(all.items) ?? { ...all, items: all.items.slice(0, FIRST) };
  known.set(all.items, first);
  return first;
}

export async function askAllHighlights(ask: Ask, list: HighlightList, now: number): Promise<Highlights> {
  switch (list) {
    case 'stats': {
      const [answer, network] = await Promise.all([ask(carouselStats, {}), settle(ask(metricsCurrent, {}), now)]);
      const totals = network.state === 'ready' ? totalItems(network.value) : [];
      return listOf(answer, (stats) => [...totals, ...(stats ?? []).map(statItem)]);
    }
    case 'deployed':
      return listOf(await ask(carouselDeployed, {}), (apps) => (apps ?? []).map(deployedItem));
    case 'expiring':
      return listOf(await ask(carouselExpiring, {}), (apps) => (apps ?? []).map(expiringItem));
  }
}

function listOf<T>(
  answer: { stats: T[] | null; asOf: number | null; stale: boolean },
  itemsOf: (stats: T[] | null) => CarouselItem[]
): Highlights {
  const before = known.get(answer);
  if (before) return before;
  const items = itemsOf(answer.stats);
  const { asOf, stale } = answer;
  const made = { items, total: items.length, asOf, stale };
  known.set(answer, made);
  return made;
}
