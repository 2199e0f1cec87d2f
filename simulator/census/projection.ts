/** Dotted paths cut out of a document the way the statistics service's database does it. */
import type { Row } from './fluxinfo.ts';

const geoPaths = ['continent', 'continentCode', 'country', 'countryCode', 'regionName'].map(
  (key) => `geolocation.${key}`
);

/** The paths of a `projection` text; throws when one lies within another, which the database refuses. */
export function parseProjection(text: string): string[] {
  const paths = text
    .split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '')
    .flatMap((path) => (path === 'geo' ? geoPaths : [path]));
  for (const path of paths) {
    const parent = paths.find((other) => path.startsWith(`${other}.`));
    if (parent !== undefined)
      throw new RangeError(`Path collision at ${path} remaining portion ${path.slice(parent.length + 1)}`);
  }
  return paths;
}

/** What the paths select; all of it when there are none. Objects inside lists are cut one by one. */
export function project(row: Row, paths: readonly string[]): Row {
  return paths.length === 0 ? row : (select(row, tree(paths)) as Row);
}

interface Tree {
  [key: string]: Tree;
}

function tree(paths: readonly string[]): Tree {
  const root: Tree = {};
  for (const path of paths) {
    let branch = root;
    for (const key of path.split('.')) branch = branch[key] ??= {};
  }
  return root;
}

function select(value: unknown, wanted: Tree): unknown {
  const keys = Object.keys(wanted);
  if (keys.length === 0) return value;
  if (Array.isArray(value)) return value.filter(isObject).map((item) => select(item, wanted));
  if (!isObject(value)) return undefined;
  const selected: Record<string, unknown> = {};
  for (const key of keys) {
    if (!(key in value)) continue;
    const part = select((value as Row)[key], wanted[key] ?? {});
    if (part !== undefined) selected[key] = part;
  }
  return selected;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
