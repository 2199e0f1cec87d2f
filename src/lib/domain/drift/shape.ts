/**
 * The shape of a document: which fields its rows have, how many of them, and of which kinds. No value is kept but the
 * numbers of versions.
 *
 * Counts are of the object around a field, so that an object that is away is missed once and not with all that it holds.
 * Rows that carry a version are told apart by it: a new version brings fields of its own and changes none of the others.
 * A field that is null is not there: services write the one for the other. What is looked at is bounded in rows, depth and
 * fields, in the order of the document: two documents of one shape look alike.
 */
const KINDS = ['string', 'number', 'boolean', 'array', 'object'] as const;
export type Kind = (typeof KINDS)[number];

export interface FieldShape {
  /** Path of the object around it: a key of `counts`. */
  within: string;
  filled: number;
  kinds: Partial<Record<Kind, number>>;
  /** Different values, up to DISTINCT. */
  distinct: number;
}

export interface Shape {
  rows: number;
  /** Objects by their path, `[]` for the elements of a list. */
  counts: Readonly<Record<string, number>>;
  fields: Readonly<Record<string, FieldShape>>;
  /** Whole numbers called `version` at the top of a row, ascending. */
  versions: readonly number[];
}

/** From so many on different values are not told apart. */
export const DISTINCT = 8;
const ALL_OF_THE_FIRST = 128;
const MOST_ELEMENTS = 3;
const MOST_DEPTH = 6;
const MOST_FIELDS = 600;
const MOST_VERSIONS = 32;
const NEWEST_VERSION = 99;
/** A key of another kind is a value: a name, an address, a time. */
const fieldName = /^[A-Za-z_$][\w$-]{0,39}$/;

interface Field {
  filled: number;
  /** By KINDS: a look counts some ten thousand values, and names would cost half as much again. */
  kinds: number[];
  values: Set<unknown>;
  inner: Node | null;
  items: Node | null;
}
interface Node {
  count: number;
  fields: Map<string, Field>;
}

export interface Shaper {
  /** Whether the row was looked at whole; of the others only the version is. */
  see(row: unknown): boolean;
  shape(): Shape;
}

export function createShaper(): Shaper {
  const roots = new Map<string, Node>();
  const versions = new Set<number>();
  let rows = 0;
  let made = 0;

  /** null: there are too many. Names are looked at when they are new only. */
  function fieldOf({ fields }: Node, told: string): Field | null {
    const known = fields.get(told);
    if (known !== undefined) return known;
    const key = told === '[]' || fieldName.test(told) ? told : '*';
    const field = fields.get(key);
    if (field !== undefined) return field;
    if (made >= MOST_FIELDS) return null;
    made += 1;
    const added: Field = { filled: 0, kinds: KINDS.map(() => 0), values: new Set(), inner: null, items: null };
    fields.set(key, added);
    return added;
  }

  function enter(node: Node, key: string, value: unknown, depth: number): void {
    const field = fieldOf(node, key);
    if (field === null) return;
    const kind = kindOf(value);
    if (kind === null) return;
    field.filled += 1;
    const at = KINDS.indexOf(kind);
    field.kinds[at] = (field.kinds[at] ?? 0) + 1;
    if (kind === 'array') {
      if (depth >= MOST_DEPTH) return;
      field.items ??= { count: 0, fields: new Map() };
      const elements = value as unknown[];
      for (let at = 0; at < elements.length && at < MOST_ELEMENTS; at++) {
        field.items.count += 1;
        enter(field.items, '[]', elements[at], depth + 1);
      }
    } else if (kind === 'object') {
      if (depth < MOST_DEPTH) walk((field.inner ??= { count: 0, fields: new Map() }), value as object, depth + 1);
    } else if (field.values.size < DISTINCT) field.values.add(value);
  }

  function walk(node: Node, object: object, depth: number): void {
    node.count += 1;
    const values = object as Record<string, unknown>;
    // What was parsed has no fields but its own.
    for (const key in values) enter(node, key, values[key], depth);
  }

  return {
    see(row) {
      const version = versionOf(row);
      if (version !== null && versions.size < MOST_VERSIONS) versions.add(version);
      const isWatched = isSampled(rows);
      rows += 1;
      if (!isWatched) return false;
      const name = version === null ? '' : `v${version}`;
      let root = roots.get(name);
      if (root === undefined) roots.set(name, (root = { count: 0, fields: new Map() }));
      if (kindOf(row) === 'object') walk(root, row as object, 0);
      else {
        root.count += 1;
        enter(root, '[]', row, 0);
      }
      return true;
    },
    shape: () => ({ rows, ...flat(roots), versions: [...versions].sort((a, b) => a - b) })
  };
}

export function kindOf(value: unknown): Kind | null {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return 'array';
  const kind = typeof value;
  return kind === 'string' || kind === 'number' || kind === 'boolean' || kind === 'object' ? kind : null;
}

export function versionOf(row: unknown): number | null {
  if (typeof row !== 'object' || row === null || !('version' in row)) return null;
  const { version } = row;
  return Number.isInteger(version) && Number(version) > 0 && Number(version) <= NEWEST_VERSION ? Number(version) : null;
}

/**
 * All of the first rows, then every second, from twice as many on every fourth, and so on. Fewer would do for what most rows have; but
 * what one row in fifty has must have been seen before it counts as new (the `false` of a form among texts, facts 14).
 */
function isSampled(row: number): boolean {
  if (row < ALL_OF_THE_FIRST) return true;
  return row % 2 ** (Math.floor(Math.log2(row / ALL_OF_THE_FIRST)) + 1) === 0;
}

function flat(roots: ReadonlyMap<string, Node>): Pick<Shape, 'counts' | 'fields'> {
  const counts: Record<string, number> = {};
  const fields: Record<string, FieldShape> = {};
  const flatten = (within: string, node: Node): void => {
    counts[within] = node.count;
    for (const [key, { filled, kinds, values, inner, items }] of node.fields) {
      const path = pathOf(within, key);
      fields[path] = { within, filled: Math.min(filled, node.count), kinds: namedKinds(kinds), distinct: values.size };
      if (inner !== null) flatten(path, inner);
      // Elements have a count of their own beside that of objects under the same name.
      if (items !== null) flatten(`${path}#`, items);
    }
  };
  for (const [name, root] of roots) flatten(name, root);
  return { counts, fields };
}

function namedKinds(counts: readonly number[]): FieldShape['kinds'] {
  const named: FieldShape['kinds'] = {};
  for (const [at, kind] of KINDS.entries()) {
    const count = counts[at] ?? 0;
    if (count > 0) named[kind] = count;
  }
  return named;
}

function pathOf(within: string, key: string): string {
  if (key === '[]') return within.endsWith('#') ? `${within.slice(0, -1)}[]` : `${within}[]`;
  return within === '' ? key : `${within}.${key}`;
}
