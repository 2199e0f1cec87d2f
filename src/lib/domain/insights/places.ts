/**
 * Where an app wants to run, as specifications say it, against where a node is.
 *
 * Forms (facts 4.1, 14): `acEU`, `acEU_DE`, `acEU_DE_Bavaria` allow, with `a!c` they forbid; older ones are `aEU` for a
 * continent and `bDE` for a country, both of which must hold. `acALL` and an empty list allow everything.
 */
import type { NodeFact } from './node-fact.ts';

type Place = Pick<NodeFact, 'continentCode' | 'countryCode' | 'region'>;

/** null: the node's place is not known well enough to tell. */
export function allowsPlace(geolocation: readonly string[], place: Place): boolean | null {
  const rules = geolocation.filter((rule) => rule !== '');
  const forbidden = rules.filter((rule) => rule.startsWith('a!c')).map((rule) => within(rule.slice(3), place));
  const allowed = rules.filter((rule) => rule.startsWith('ac')).map((rule) => within(rule.slice(2), place));
  const older = rules.flatMap((rule) => {
    if (/^a[A-Z]{2}$/.test(rule)) return [sameOrUnknown(rule.slice(1), place.continentCode)];
    return /^b[A-Z]{2}$/.test(rule) ? [sameOrUnknown(rule.slice(1), place.countryCode)] : [];
  });
  return every([not(some(forbidden)), allowed.length === 0 ? true : some(allowed), ...older]);
}

function within(rule: string, place: Place): boolean | null {
  const [continent = '', country, ...region] = rule.split('_');
  if (continent === 'ALL') return true;
  return every([
    sameOrUnknown(continent, place.continentCode),
    country === undefined || country === 'ALL' ? true : sameOrUnknown(country, place.countryCode),
    region.length === 0 || region[0] === 'ALL' ? true : sameOrUnknown(region.join('_'), place.region)
  ]);
}

function sameOrUnknown(wanted: string, told: string | null): boolean | null {
  return told === null ? null : told.toUpperCase() === wanted.toUpperCase();
}

function every(parts: readonly (boolean | null)[]): boolean | null {
  if (parts.includes(false)) return false;
  return parts.includes(null) ? null : true;
}

function some(parts: readonly (boolean | null)[]): boolean | null {
  if (parts.includes(true)) return true;
  return parts.includes(null) ? null : false;
}

function not(part: boolean | null): boolean | null {
  return part === null ? null : !part;
}
