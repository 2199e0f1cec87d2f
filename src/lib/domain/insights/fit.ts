/**
 * Which nodes can take one more instance of an app.
 *
 * A node keeps a core, 2,000 MB and 80 GB for itself, and every component takes 12 GB of disk besides what it asks for
 * (facts 1.3). A node whose machine, load or place is not known is not judged; it is never a node that fits.
 */
import type { NodeFact } from './node-fact.ts';
import { minus, plus, type Capacity } from './node-fact.ts';
import { allowsPlace } from './places.ts';

/** Of every node, not for apps: a core, 2,000 MB, 60 GB of system and 20 GB of reserve. */
export const reserved: Capacity = { millicores: 1_000, ramMb: 2_000, storageMb: 80_000 };
/** Of disk for each component: its file system and swap. */
export const COMPONENT_STORAGE_MB = 12_000;

export const limits = ['cpu', 'ram', 'hdd', 'geo', 'staticip', 'nodes'] as const;
export type Limit = (typeof limits)[number];

export interface Wish {
  /** Of one instance, with what its components take besides. */
  needs: Capacity;
  geolocation: readonly string[];
  wantsStaticIp: boolean;
  /** Addresses or collaterals that it may run on; empty: any. */
  nodes: readonly string[];
}

export interface Fit {
  /** That can take it. */
  nodes: number;
  /** That were judged. */
  known: number;
  /** Nodes that each condition excludes, alone or with others. */
  excluded: Record<Limit, number>;
  /** Without which condition most nodes would be added; null: none excludes a node by itself or at all. */
  limiting: Limit | null;
}

/** `freed`: what apps that end give back, by address. */
export function fitOf(nodes: readonly NodeFact[], wish: Wish, freed: ReadonlyMap<string, Capacity> = new Map()): Fit {
  const excluded = noLimits();
  const alone = noLimits();
  let [fits, known] = [0, 0];
  for (const node of nodes) {
    const broken = brokenBy(node, wish, freed);
    if (broken === null) continue;
    known++;
    if (broken.length === 0) fits++;
    for (const limit of broken) excluded[limit]++;
    const [only] = broken;
    if (broken.length === 1 && only !== undefined) alone[only]++;
  }
  return { nodes: fits, known, excluded, limiting: largest(alone) ?? largest(excluded) };
}

/** The conditions that a node does not meet; null: not known. */
function brokenBy(node: NodeFact, wish: Wish, freed: ReadonlyMap<string, Capacity>): Limit[] | null {
  const { capacity, locked, ip } = node;
  const isAllowed = allowsPlace(wish.geolocation, node);
  if (capacity === null || locked === null || ip === null || isAllowed === null) return null;
  if (wish.wantsStaticIp && node.hasStaticIp === null) return null;
  const free = minus(minus(capacity, reserved), locked);
  const back = freed.get(ip);
  const { millicores, ramMb, storageMb } = back === undefined ? free : plus(free, back);
  const holds: Record<Limit, boolean> = {
    cpu: wish.needs.millicores <= millicores,
    ram: wish.needs.ramMb <= ramMb,
    hdd: wish.needs.storageMb <= storageMb,
    geo: isAllowed,
    staticip: !wish.wantsStaticIp || node.hasStaticIp === true,
    nodes: wish.nodes.length === 0 || wish.nodes.some((wanted) => isNode(node, wanted))
  };
  return limits.filter((limit) => !holds[limit]);
}

/** An address with or without its port, or a collateral. */
function isNode({ ip, collateral }: NodeFact, wanted: string): boolean {
  return wanted === collateral || wanted === ip || (ip !== null && ip.replace(/:\d+$/, '') === wanted);
}

function noLimits(): Record<Limit, number> {
  return { cpu: 0, ram: 0, hdd: 0, geo: 0, staticip: 0, nodes: 0 };
}

function largest(counts: Record<Limit, number>): Limit | null {
  const most = limits.reduce((best, limit) => (counts[limit] > counts[best] ? limit : best));
  return counts[most] > 0 ? most : null;
}
