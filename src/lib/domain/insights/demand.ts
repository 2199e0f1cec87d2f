/** Where capacity stands and where it is used: cores per continent in millicores, of machines that told both. */
import { percentOf } from '../money/change.ts';
import type { ContinentCores } from '../census/current-figures.ts';

export interface Demand {
  /** Most cores first, then by code. */
  continents: { code: string; coresShare: number | null; lockedShare: number | null; usedPercent: number | null }[];
  /** Of machines whose continent nobody knows; null: there are none. */
  unknown: Omit<Demand['continents'][number], 'code'> | null;
  /** Of all cores. */
  usedPercent: number | null;
}

/** The continent of an unknown place is the empty text. */
export function demandOf(continents: readonly ContinentCores[]): Demand {
  const sum = (part: 'cores' | 'locked') => continents.reduce((all, continent) => all + continent[part], 0);
  const [cores, locked] = [BigInt(sum('cores')), BigInt(sum('locked'))];
  const shares = (continent: ContinentCores) => ({
    coresShare: percentOf(BigInt(continent.cores), cores),
    lockedShare: percentOf(BigInt(continent.locked), locked),
    usedPercent: percentOf(BigInt(continent.locked), BigInt(continent.cores))
  });
  const known = continents
    .filter(({ code }) => code !== '')
    .toSorted((a, b) => b.cores - a.cores || (a.code < b.code ? -1 : 1));
  const unknown = continents.find(({ code }) => code === '');
  return {
    continents: known.map((continent) => ({ code: continent.code, ...shares(continent) })),
    unknown: unknown === undefined ? null : shares(unknown),
    usedPercent: percentOf(locked, cores)
  };
}
