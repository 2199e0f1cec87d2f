/**
 * What the running containers of the network are, told by their names alone.
 *
 * A container is named after its component and its app (facts 5.4), with a prefix that some old ones lack; since v9 the
 * app's identity may stand for its name, and the name of one of its instances behind it. Its image is known only through
 * the app's specification. It counts once: as a game if its app's name tells one, else as what its
 * image is. Helpers (databases, proxies, companion sites) are told by their component and are containers, nothing more.
 */
import type { AppSpec, MachineContainers } from '../census/census.ts';
import { classifyImage, isGitImage, productOf } from './categories.ts';
import type { ContainerFigures, CurrentFigures, ProductCount } from '../census/current-figures.ts';
import { gameOfAppName } from './games.ts';
import type { KnownCategory } from './products.ts';

const helperNames = new Set(
  'mariadb mysql postgres postgresql redis valkey mongo mongodb operator watchtower nginx proxy'.split(' ')
);

/** `app_replica`, of which no part holds another underscore. */
const REPLICA = /^(?<appName>[^_]+)_[^_]+$/;
/** How the network names them where nobody else does. */
const USUAL_REPLICA = /_r\d+$/;

export interface SpecIndex {
  byName: ReadonlyMap<string, AppSpec>;
  /** By name in lower case; null where several names differ in case only. */
  inAnyCase: ReadonlyMap<string, AppSpec | null>;
  byIdentity: ReadonlyMap<string, AppSpec>;
}

export interface ResolvedContainer {
  /** As the spec writes it; as the container does where there is no spec. */
  appName: string;
  /** null: of a flat app. */
  component: string | null;
  /** null: encrypted, without spec, or of a component that the spec no longer has. */
  image: string | null;
}

/** Counts of all containers. RangeError without specs: nothing could be told, which is not the same as nothing there. */
export function countContainers(
  machines: readonly MachineContainers[],
  specs: readonly AppSpec[]
): ContainerFigures & CurrentFigures['images'] {
  if (specs.length === 0) throw new RangeError('no specifications to resolve containers with');
  const index = indexSpecs(specs);
  const counts = { total: 0, watchtower: 0, git: 0, resolved: 0 };
  const images = new Map<string, { instances: number; categoryCount: number }>();
  const named = new Map<string, number>();
  for (const name of machines.flatMap(({ names }) => names)) {
    if (isWatchtower(name)) {
      counts.watchtower++;
      continue;
    }
    counts.total++;
    const { appName, component, image } = resolveContainer(name, index);
    if (image !== null) {
      counts.resolved++;
      if (isGitImage(image)) counts.git++;
    }
    if (component !== null && isHelper(component)) continue;
    const game = gameOfAppName(appName);
    if (game !== null) named.set(game.slug, (named.get(game.slug) ?? 0) + 1);
    if (image === null) continue;
    const known = images.get(image) ?? { instances: 0, categoryCount: 0 };
    known.instances++;
    if (game === null) known.categoryCount++;
    images.set(image, known);
  }
  const imageCounts = [...images]
    .map(([image, { instances, categoryCount }]) => ({ image, instances, categoryCount }))
    .sort((a, b) => (a.image < b.image ? -1 : 1));
  return {
    ...counts,
    docker: counts.total - counts.git,
    ...categoryFigures(imageCounts, named),
    images: imageCounts,
    named: Object.fromEntries([...named].sort(([a], [b]) => (a < b ? -1 : 1)))
  };
}

export function indexSpecs(specs: readonly AppSpec[]): SpecIndex {
  const inAnyCase = new Map<string, AppSpec | null>();
  for (const spec of specs) {
    const name = spec.name.toLowerCase();
    inAnyCase.set(name, inAnyCase.has(name) ? null : spec);
  }
  const identified = specs.flatMap((spec) => (spec.identity === null ? [] : [[spec.identity, spec] as const]));
  return { byName: new Map(specs.map((spec) => [spec.name, spec])), inAnyCase, byIdentity: new Map(identified) };
}

/** The app, component and image behind a container's name. Of several readings the one that leads to an image wins. */
export function resolveContainer(name: string, { byName, inAnyCase, byIdentity }: SpecIndex): ResolvedContainer {
  const readings = readingsOf(name.replace(/^\//, ''));
  const lookups = [
    (appName: string) => byName.get(appName),
    (appName: string) => byIdentity.get(appName),
    (appName: string) => inAnyCase.get(appName.toLowerCase()) ?? undefined
  ];
  for (const find of lookups) {
    const found = readings.flatMap(({ component, appName }) => {
      const spec = find(appName);
      return spec === undefined ? [] : [{ appName: spec.name, component, image: imageOf(spec, component) }];
    });
    const best = found.find(({ image }) => image !== null) ?? found[0];
    if (best !== undefined) return best;
  }
  const unknown = readings.find(({ isReplica }) => isReplica && USUAL_REPLICA.test(name)) ?? readings[0];
  return { appName: unknown?.appName ?? '', component: unknown?.component ?? null, image: null };
}

interface Reading extends Omit<ResolvedContainer, 'image'> {
  /** Of an app in whose instance it is: the last part of the name tells which. */
  isReplica: boolean;
}

/**
 * Without the prefix, then as it stands: names that begin with `flux` or `zel` themselves get no other one. A name of
 * three parts is a component, an app and one of its instances, unless an app has the last two for its name.
 */
function readingsOf(id: string): Reading[] {
  const stripped = id.replace(/^(?:flux|zel)/, '');
  return (stripped === id ? [id] : [stripped, id]).flatMap((text): Reading[] => {
    const cut = text.indexOf('_');
    if (cut < 1) return [{ component: null, appName: text, isReplica: false }];
    const component = text.slice(0, cut);
    const whole = { component, appName: text.slice(cut + 1), isReplica: false };
    const { appName } = REPLICA.exec(whole.appName)?.groups ?? {};
    return appName === undefined ? [whole] : [whole, { component, appName, isReplica: true }];
  });
}

/** A flat spec has one component, without a name. */
function imageOf({ components }: AppSpec, component: string | null): string | null {
  const image = components?.find(({ name }) => name === (component ?? ''))?.repotag ?? '';
  return image === '' ? null : image;
}

/** A container that keeps others up to date: no app. */
export function isWatchtower(name: string): boolean {
  return name.includes('watchtower');
}

/** Whether a component, by its name, only serves another one. */
export function isHelper(component: string): boolean {
  const name = component.toLowerCase();
  return helperNames.has(name) || name.includes('website');
}

function categoryFigures(
  images: CurrentFigures['images']['images'],
  named: ReadonlyMap<string, number>
): Pick<ContainerFigures, KnownCategory> {
  const counts = { gaming: new Map(named), crypto: new Map<string, number>(), wordpress: new Map<string, number>() };
  for (const { image, categoryCount } of images) {
    const { category, slug } = classifyImage(image);
    if (category === 'other' || categoryCount === 0) continue;
    counts[category].set(slug, (counts[category].get(slug) ?? 0) + categoryCount);
  }
  return { gaming: figureOf(counts.gaming), crypto: figureOf(counts.crypto), wordpress: figureOf(counts.wordpress) };
}

/** Most containers first, then by slug. */
function figureOf(counts: ReadonlyMap<string, number>): { total: number; products: ProductCount[] } {
  const products = [...counts]
    .map(([slug, count]) => ({ ...productOf(slug), count }))
    .sort((a, b) => b.count - a.count || (a.slug < b.slug ? -1 : 1));
  return { total: products.reduce((total, { count }) => total + count, 0), products };
}
