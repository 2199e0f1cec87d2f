/** Which row shows what has changed. */
import type { Change } from './changes.ts';
import { createShaper, versionOf } from './shape.ts';

/** The first of the rows that shows one of the changes, else the last one. undefined: there is none. */
export function exampleOf(rows: readonly unknown[], changes: readonly Change[]): unknown {
  return rows.find((row) => changes.some((change) => isShownBy(row, change))) ?? rows.at(-1);
}

function isShownBy(row: unknown, { what, path, now }: Change): boolean {
  if (what === 'version') return versionOf(row) === Number(now);
  const shaper = createShaper();
  shaper.see(row);
  const { counts, fields } = shaper.shape();
  const kinds = Object.keys(fields[path]?.kinds ?? {});
  if (what === 'gone' || what === 'rarer') return kinds.length === 0 && (counts[aroundOf(path)] ?? 0) > 0;
  return what === 'kind' ? kinds.some((kind) => now.split(', ').includes(kind)) : kinds.length > 0;
}

/** The object around a field; elements are counted under a name of their own. */
function aroundOf(path: string): string {
  if (path.endsWith('[]')) return path === '[]' ? '' : `${path.slice(0, -2)}#`;
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}
