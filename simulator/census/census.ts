/**
 * Nodes, instances and what runs where, at the tip and as of the last round of the statistics service. One object behind the
 * daemon's node list, the locations and the statistics, so that they agree.
 */
import type { Clock } from '../clock.ts';
import type { Network } from '../network.ts';
import { mix, Random } from '../random.ts';
import { fluxinfoRow, rowWithoutAddress, type Round, type Row } from './fluxinfo.ts';
import { fullIp, Nodes, tiers, type FluxNode, type Tier } from './nodes.ts';
import { Placement, type Instance } from './placement.ts';
import { project } from './projection.ts';

/** What was there when the round was finished, whatever happens until the next one. */
interface FrozenRound extends Round {
  nodes: readonly FluxNode[];
  instancesOn: ReadonlyMap<FluxNode, readonly Instance[]>;
}

export interface LocationRow {
  name: string;
  hash: string;
  ip: string;
  /** ISO dates. */
  broadcastedAt: string;
  /** Left out by some: it is the broadcast's and 7,500 seconds. */
  expireAt?: string;
  runningSince?: string;
  osUptime: number;
  staticIp: boolean;
  replica?: string;
  state?: string;
}

/** Until when a row is believed, unix seconds. */
export function endOfRow({ broadcastedAt }: LocationRow): number {
  return Date.parse(broadcastedAt) / 1000 + 7_500;
}

const roundSeconds = 900;
const historyPoints = 2_585;

export class Census {
  readonly nodes: Nodes;
  readonly placement: Placement;
  readonly #network: Network;
  readonly #clock: Clock;
  #round: FrozenRound | null = null;

  constructor(network: Network, clock: Clock, count: number) {
    const { seed, chain } = network;
    this.#network = network;
    this.#clock = clock;
    this.nodes = new Nodes({ seed, ids: chain.ids, count, tip: chain.tip });
    this.placement = new Placement(network, this.nodes);
  }

  counts(tip = this.#network.chain.tip): Record<Tier, number> {
    const counts = { CUMULUS: 0, NIMBUS: 0, STRATUS: 0 };
    for (const { tier } of this.nodes.present(tip)) counts[tier]++;
    return counts;
  }

  /** The last finished round, which ended when it was first asked for; its data stay the same for a quarter of an hour. */
  round(): FrozenRound {
    const time = this.#clock.now() - (this.#clock.now() % roundSeconds);
    if (this.#round?.time !== time) {
      const { tip } = this.#network.chain;
      const nodes = this.nodes.present(tip).filter(({ ip }) => ip !== '');
      this.#round = { time, tip, nodes, instancesOn: Map.groupBy(this.placement.instances(), ({ node }) => node) };
    }
    return this.#round;
  }

  /** Rows of the last round, cut to the paths. */
  *fluxinfo(paths: readonly string[]): Generator<Row> {
    const round = this.round();
    for (const node of round.nodes) {
      yield project(fluxinfoRow(node, round.instancesOn.get(node) ?? [], round), paths);
    }
    for (const node of this.nodes.present(round.tip).filter(({ ip }) => ip === '')) {
      yield project(rowWithoutAddress(node, round), paths);
    }
  }

  /** Location rows of all instances, or of apps with a name in any case. Some are stale, some lack a date. */
  locations(name?: string): LocationRow[] {
    const wanted = name?.toLowerCase();
    const instances = this.placement.instances();
    const chosen = wanted === undefined ? instances : instances.filter(({ app }) => app.name.toLowerCase() === wanted);
    return chosen.map((instance) => this.#location(instance));
  }

  /** Node counts of the last 30 days by round, in milliseconds; one round went wrong and says so with zeros. */
  history(): Record<string, { cumulus: number; nimbus: number; stratus: number }> {
    const { time, tip } = this.round();
    const now = this.counts(tip);
    const step = (30 * 86_400) / historyPoints;
    const points = Array.from({ length: historyPoints }, (_, index) => {
      const ago = historyPoints - 1 - index;
      const at = Math.round((time - ago * step) * 1000);
      const shift = (tier: number) =>
        ago === 0 ? 0 : Math.round(ago / 90) + (mix(tier, Math.floor(at / 3_600_000)) % 9);
      const [cumulus, nimbus, stratus] = tiers.map((tier, order) => now[tier] + shift(order));
      const isBroken = ago === 1_234;
      return [at, isBroken ? { cumulus: 0, nimbus: 0, stratus: 0 } : { cumulus, nimbus, stratus }] as const;
    });
    return Object.fromEntries(points) as ReturnType<Census['history']>;
  }

  #location({ app, message, node, replica }: Instance): LocationRow {
    const random = new Random('location', app.id, node.index);
    const now = this.#clock.now();
    const isStale = random.chance(0.006);
    const broadcast = isStale ? now - random.between(7_600, 9_000) : now - ((now + random.below(3_600)) % 3_600);
    const since = broadcast - random.between(4_000, 2_000_000);
    const iso = (unixSeconds: number) => new Date(unixSeconds * 1000).toISOString();
    return {
      name: app.name,
      hash: this.#network.registry.hashOf(message),
      ip: fullIp(node),
      broadcastedAt: iso(broadcast),
      ...(mix(app.id, node.index) % 70 !== 9 && { expireAt: iso(broadcast + 7_500) }),
      ...(!random.chance(0.01) && { runningSince: iso(since) }),
      osUptime: 86_400 + (mix(node.index, 9) % 5_000_000),
      staticIp: node.place.isDataCenter,
      ...(replica !== null && { replica }),
      ...(replica !== null && node.index % 9 === 4 && { state: 'draining' })
    };
  }
}
