/** What a part of the network is called where people read of it: codes of places in words, all else as it is; and its page. */
import { nodesHref, ownerHref, payerHref } from '../state/app-href.ts';

const CODE = /^[A-Z]{2}$/;
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
  if (kind === 'country') return CODE.test(name) ? (regions.of(name) ?? name) : name;
  return name;
}

/** Where all of it is listed; null: nowhere. */
export function partHref(kind: string, key: string): string | null {
  switch (kind) {
    case 'country':
      return CODE.test(key) ? nodesHref({ country: key }) : null;
    case 'provider':
      return nodesHref({ provider: key });
    case 'operator':
      return nodesHref({ wallet: key });
    case 'owner':
      return ownerHref(key);
    case 'payer':
      return payerHref(key);
    default:
      return null;
  }
}
