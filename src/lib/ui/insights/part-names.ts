/** What a part of the network is called where people read of it: codes of places in words, all else as it is. */
const continents: Readonly<Record<string, string>> = {
  AF: 'Africa',
  AN: 'Antarctica',
  AS: 'Asia',
  EU: 'Europe',
  NA: 'North America',
  OC: 'Oceania',
  SA: 'South America'
};
const regions = new Intl.DisplayNames('en', { type: 'region' });

/** "DE" of a country is "Germany", "EU" of a continent "Europe"; a provider is called what it is called. */
export function partName(kind: string, name: string): string {
  if (kind === 'continent') return continents[name] ?? name;
  if (kind === 'country') return /^[A-Z]{2}$/.test(name) ? (regions.of(name) ?? name) : name;
  return name;
}
