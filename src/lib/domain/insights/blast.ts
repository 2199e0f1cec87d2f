/** What would be lost if some of the nodes went dark at once: copies of apps, capacity, and what the apps bring in. */
import { noCapacity, plus, type Capacity, type NodeFact } from './node-fact.ts';

export interface Hit {
  name: string;
  lost: number;
  copies: number;
}

export interface Blast {
  nodes: number;
  /** Apps that lose every copy, more than half of them, or fewer; most copies first, then by name. */
  all: Hit[];
  most: Hit[];
  some: Hit[];
  /** Of nodes that stay, and of all. */
  left: Capacity;
  total: Capacity;
}

/** `places`: the addresses on which each app was seen, one for each copy. */
export function blastOf(
  nodes: readonly NodeFact[],
  { isDark, places }: { isDark: (node: NodeFact) => boolean; places: ReadonlyMap<string, readonly string[]> }
): Blast {
  const dark = nodes.filter(isDark);
  const lostIps = new Set(dark.flatMap(({ ip }) => (ip === null ? [] : [ip])));
  const hits = [...places]
    .map(([name, ips]) => ({ name, copies: ips.length, lost: ips.filter((ip) => lostIps.has(ip)).length }))
    .filter(({ lost }) => lost > 0)
    .toSorted((a, b) => b.lost - a.lost || (a.name < b.name ? -1 : 1));
  const isMost = ({ lost, copies }: Hit) => lost * 2 > copies;
  return {
    nodes: dark.length,
    all: hits.filter(({ lost, copies }) => lost === copies),
    most: hits.filter((hit) => hit.lost < hit.copies && isMost(hit)),
    some: hits.filter((hit) => !isMost(hit)),
    left: capacityOf(nodes.filter((node) => !isDark(node))),
    total: capacityOf(nodes)
  };
}

function capacityOf(nodes: readonly NodeFact[]): Capacity {
  return nodes.reduce((sum, { capacity }) => (capacity === null ? sum : plus(sum, capacity)), noCapacity);
}
