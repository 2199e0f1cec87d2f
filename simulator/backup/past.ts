/**
 * What an observer would have written down on each day before the simulator's start: the network of today, carried back
 * along slow trends. There were more nodes and fewer apps, some images did not exist yet, others have gone since.
 *
 * A few days went wrong as they did for the original: counts of 0 where a source failed, and days that nobody recorded.
 */
import type { CensusTruth } from '../census/census-truth.ts';
import { mix, Random } from '../random.ts';

export interface PastDay {
  nodes: { cumulus: number; nimbus: number; stratus: number; total: number };
  /** Cores, RAM and storage in their units today (millicores, MB). */
  cpu: { total: number; used: number };
  ram: { total: number; used: number };
  storage: { total: number; used: number };
  apps: { total: number; watchtower: number; git: number; docker: number };
  games: Record<string, number>;
  gaming: number;
  crypto: number;
  wordpress: number;
  /** Containers per image; none on a day whose containers were not counted. */
  images: Record<string, number>;
}

interface ImageLife {
  image: string;
  /** At its best, or now if it still runs. */
  instances: number;
  /** Days ago. */
  born: number;
  gone: number;
}

/** Days ago. */
const unrecorded = [220, 221, 222];
const withoutNodes = [500];
const withoutMachines = [77, 78];
const withoutContainers = [300, 301];

/** Nodes of each tier that leave in a day; what the statistics service tells of its 30 days goes on before them. */
const leavingPerDay = 0.96;
const goneImages = 44;

export class Past {
  readonly #seed: number;
  readonly #now: CensusTruth;
  readonly #images: ImageLife[];

  constructor(seed: number, now: CensusTruth) {
    this.#seed = seed;
    this.#now = now;
    this.#images = [...this.#runningImages(), ...this.#imagesGone()];
  }

  /** null: nobody recorded that day. */
  day(ago: number): PastDay | null {
    if (unrecorded.includes(ago)) return null;
    const now = this.#now;
    const nodes = this.#nodes(ago);
    const size = nodes.total / Math.max(1, now.nodes.total);
    const use = this.#apps(ago, 1);
    const resource = ({ total, used }: { total: number; used: number }) => ({ total: total * size, used: used * use });
    const games = scaled(now.gaming.products, (slug) => this.#apps(ago, slug.length));
    const day: PastDay = {
      nodes,
      cpu: resource(now.cpu),
      ram: resource(now.ram),
      storage: resource(now.storage),
      apps: this.#containers(use),
      games,
      gaming: sum(games),
      crypto: sum(scaled(now.crypto.products, (slug) => this.#apps(ago, slug.length))),
      wordpress: Math.round(now.wordpress.total * use),
      images: this.#imagesOf(ago)
    };
    return spoiled(day, ago);
  }

  #nodes(ago: number): PastDay['nodes'] {
    const before = (tier: 'cumulus' | 'nimbus' | 'stratus') =>
      this.#now.nodes[tier] + Math.round(ago * leavingPerDay) + (mix(mix(this.#seed, tier.length), ago) % 9);
    const counts = { cumulus: before('cumulus'), nimbus: before('nimbus'), stratus: before('stratus') };
    return { ...counts, total: counts.cumulus + counts.nimbus + counts.stratus };
  }

  /** Share of today's apps; `key` gives everything a wave of its own. All waves meet in what is there today. */
  #apps(ago: number, key: number): number {
    const wave = (day: number) => Math.sin(day / 37 + key) * 0.04 + Math.sin(day / 9 + key * 2) * 0.015;
    return Math.max(0.2, 1 - (ago / 730) * 0.45 + wave(ago) - wave(0));
  }

  #containers(use: number): PastDay['apps'] {
    const total = Math.round(this.#now.apps.total * use);
    const git = Math.round(this.#now.apps.git * use);
    return { total, watchtower: Math.round(this.#now.apps.watchtower * use), git, docker: total - git };
  }

  #imagesOf(ago: number): Record<string, number> {
    const seen = this.#images.flatMap(({ image, instances, born, gone }): [string, number][] => {
      if (ago > born || ago < gone) return [];
      const fading = gone === 0 ? 1 : Math.min(1, (ago - gone + 1) / 90);
      return [[image, Math.max(1, Math.round(instances * fading * this.#apps(ago, image.length)))]];
    });
    return Object.fromEntries(seen);
  }

  #runningImages(): ImageLife[] {
    return Object.entries(this.#now.images).map(([image, { instances }]) => {
      const random = new Random(this.#seed, 'image', image);
      return { image, instances, born: random.chance(0.75) ? Infinity : random.between(90, 700), gone: 0 };
    });
  }

  #imagesGone(): ImageLife[] {
    return Array.from({ length: goneImages }, (_, number) => {
      const random = new Random(this.#seed, 'gone', number);
      const owner = random.pick(['someone', 'acme', 'nodehost', 'ghcr.io/studio', 'relay.example:5000/team']);
      const image = `${owner}/${random.pick(['api', 'bot', 'site', 'proxy', 'worker'])}-${number}:${random.between(1, 9)}`;
      return { image, instances: random.between(3, 40), born: Infinity, gone: random.between(1, 420) };
    });
  }
}

function spoiled(day: PastDay, ago: number): PastDay {
  const nothing = { total: 0, used: 0 };
  if (withoutNodes.includes(ago)) return { ...day, nodes: { cumulus: 0, nimbus: 0, stratus: 0, total: 0 } };
  if (withoutMachines.includes(ago)) return { ...day, cpu: nothing, ram: nothing, storage: nothing };
  if (!withoutContainers.includes(ago)) return day;
  const apps = { total: 0, watchtower: 0, git: 0, docker: 0 };
  return { ...day, apps, games: {}, gaming: 0, crypto: 0, wordpress: 0, images: {} };
}

function scaled(counts: Record<string, number>, share: (name: string) => number): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, Math.round(count * share(name))]));
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
