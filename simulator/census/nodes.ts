/**
 * The machines of the network: up to eight nodes behind one address, three tiers, owners with one or many of them. A node
 * is away for about a day in a hundred; everything else about it stays.
 */
import { makeAddress } from '../chain/addresses.ts';
import type { Ids } from '../chain/ids.ts';
import { at, mix, Random, type Weighted } from '../random.ts';
import { places, type Place } from './places.ts';

export const tiers = ['CUMULUS', 'NIMBUS', 'STRATUS'] as const;
export type Tier = (typeof tiers)[number];

interface Hardware {
  /** Threads. */
  cores: number;
  ramGb: number;
  ssdGb: number;
  hddGb: number;
}

export interface FluxNode {
  index: number;
  tier: Tier;
  collateralTxid: string;
  outputIndex: number;
  /** Empty for the few that never told theirs. */
  ip: string;
  port: number;
  paymentAddress: string;
  owner: string;
  pubkey: string;
  addedHeight: number;
  /** Place in the payment order of its tier, before rotation. */
  turn: number;
  wasPaid: boolean;
  hardware: Hardware;
  place: Place;
  hasArcane: boolean;
  /** Whether the statistics service gets answers from it. */
  isReachable: boolean;
}

const tierShares = [3_378, 1_582, 1_764];

const hardware: Record<Tier, Weighted<Hardware>> = {
  CUMULUS: [
    [{ cores: 4, ramGb: 7.7, ssdGb: 226, hddGb: 0 }, 70],
    [{ cores: 8, ramGb: 15.6, ssdGb: 240, hddGb: 0 }, 25],
    [{ cores: 6, ramGb: 11.7, ssdGb: 0, hddGb: 460 }, 5]
  ],
  NIMBUS: [
    [{ cores: 8, ramGb: 31.3, ssdGb: 460, hddGb: 0 }, 85],
    [{ cores: 12, ramGb: 47, ssdGb: 480, hddGb: 0 }, 15]
  ],
  STRATUS: [
    [{ cores: 16, ramGb: 62.8, ssdGb: 905, hddGb: 0 }, 85],
    [{ cores: 24, ramGb: 125.7, ssdGb: 960, hddGb: 1_800 }, 15]
  ]
};

export const collateralFlux: Record<Tier, number> = { CUMULUS: 1_000, NIMBUS: 12_500, STRATUS: 40_000 };

export class Nodes {
  readonly all: readonly FluxNode[];
  readonly #seed: number;

  constructor(parts: { seed: number; ids: Ids; count: number; tip: number }) {
    this.#seed = parts.seed;
    const total = tierShares.reduce((sum, share) => sum + share, 0);
    const counts = tierShares.map((share) => Math.max(1, Math.round((share / total) * parts.count * 1.01)));
    const turns = [0, 0, 0];
    let machine = 0;
    let left = 0;
    this.all = counts
      .flatMap((count, tier) => Array<number>(count).fill(tier))
      .map((tier, index) => {
        if (left === 0) {
          machine++;
          left = mix(parts.seed, machine) % 3 === 0 ? 1 + (mix(machine, 5) % 8) : 1 + (mix(machine, 6) % 2);
        }
        left--;
        const turn = turns[tier] ?? 0;
        turns[tier] = turn + 1;
        return this.#make(index, { tier: at(tiers, tier), machine, slot: left, turn, parts });
      });
  }

  isPresent(node: FluxNode, tip: number): boolean {
    return mix(mix(this.#seed, node.index), Math.floor((tip + node.index * 37) / 2_880)) % 100 !== 0;
  }

  present(tip: number): FluxNode[] {
    return this.all.filter((node) => this.isPresent(node, tip));
  }

  #make(
    index: number,
    role: { tier: Tier; machine: number; slot: number; turn: number; parts: { ids: Ids; tip: number } }
  ): FluxNode {
    const random = new Random(this.#seed, 'node', index);
    const house = new Random(this.#seed, 'machine', role.machine);
    const owner = Math.floor(840 * random.unit() ** 2.2);
    return {
      index,
      tier: role.tier,
      collateralTxid: role.parts.ids.encode('node', index),
      outputIndex: index % 3 === 0 ? 0 : 1 + (index % 2),
      ip:
        index % 560 === 77
          ? ''
          : [house.between(5, 220), house.below(256), house.below(256), house.between(1, 254)].join('.'),
      port: 16_127 + 10 * role.slot,
      paymentAddress: (addresses[owner] ??= makeAddress(owner % 40 === 7 ? 't3' : 't1', 'operator', owner)),
      owner: (owners[index % 1_135] ??= makeAddress('bitcoin', 'operator', index % 1_135)),
      pubkey: index % 50 === 3 ? `04${random.hex(128)}` : `02${random.hex(64)}`,
      addedHeight: role.parts.tip - random.between(2_000, 700_000),
      turn: role.turn,
      wasPaid: index % 35 !== 11,
      hardware: random.weighted(hardware[role.tier]),
      place: house.weighted(places),
      hasArcane: index % 17 !== 5,
      isReachable: mix(this.#seed, index * 7) % 1_000 >= 23
    };
  }
}

const addresses: string[] = [];
const owners: string[] = [];

/** As the node list writes it: without the usual port. */
export function shortIp({ ip, port }: FluxNode): string {
  return port === 16_127 ? ip : `${ip}:${port}`;
}

/** As locations write it: always with the port. */
export function fullIp({ ip, port }: FluxNode): string {
  return `${ip}:${port}`;
}
