/** Cores per continent: what machines have and what apps have locked there, in millicores. */
import type { Machine } from './census.ts';
import type { ContinentCores } from './current-figures.ts';

/** By code; machines of an unknown place stand together under the empty one. */
export function coresByContinent(machines: readonly Machine[]): ContinentCores[] {
  const sums = new Map<string, ContinentCores>();
  for (const { benchmark, locked, place } of machines) {
    if (benchmark === null && locked === null) continue;
    const code = place?.continentCode?.toUpperCase() ?? '';
    const sum = sums.get(code) ?? { code, machines: 0, cores: 0, locked: 0 };
    sum.machines++;
    sum.cores += Math.round((benchmark?.cores ?? 0) * 1_000);
    sum.locked += Math.round((locked?.cores ?? 0) * 1_000);
    sums.set(code, sum);
  }
  return [...sums.values()].toSorted((a, b) => (a.code < b.code ? -1 : 1));
}
