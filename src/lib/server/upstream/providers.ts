/**
 * Who runs the house a machine stands in: one name per company, whatever its local branch calls itself.
 *
 * The lookup's own data centre flag errs for some companies that only rent out servers; theirs is known.
 */

interface Company {
  name: string;
  /** Found in the organisation or the provider, in any case. */
  sign: RegExp;
  isDataCenter?: true;
}

/** The first that fits. */
const companies: Company[] = [
  { name: 'Hetzner', sign: /\bhetzner\b/i, isDataCenter: true },
  { name: 'OVH', sign: /\bovh(?:cloud)?\b/i },
  { name: 'Contabo', sign: /\bcontabo\b/i, isDataCenter: true },
  { name: 'netcup', sign: /\bnetcup\b/i },
  { name: 'DataVex', sign: /\bdatavex\b/i, isDataCenter: true },
  { name: 'Amazon', sign: /\bamazon(?:\.com)?\b|\baws\b/i },
  { name: 'Google', sign: /\bgoogle\b/i },
  { name: 'Microsoft', sign: /\bmicrosoft\b|\bazure\b/i },
  { name: 'Oracle', sign: /\boracle\b/i },
  { name: 'Alibaba', sign: /\balibaba\b|\baliyun\b/i },
  { name: 'DigitalOcean', sign: /\bdigital ?ocean\b/i },
  { name: 'Akamai', sign: /\bakamai\b|\blinode\b/i },
  { name: 'Vultr', sign: /\bvultr\b|\bchoopa\b|\bthe constant company\b/i },
  { name: 'Leaseweb', sign: /\bleaseweb\b/i },
  { name: 'IONOS', sign: /\bionos\b|\b1&1\b/i },
  { name: 'Scaleway', sign: /\bscaleway\b|\bonline s\.?a\.?s\b/i },
  { name: 'Hostinger', sign: /\bhostinger\b/i },
  { name: 'M247', sign: /\bm247\b/i },
  { name: 'Deutsche Telekom', sign: /\bdeutsche telekom\b/i },
  { name: 'Comcast', sign: /\bcomcast\b/i }
];

export interface Operator {
  provider: string | null;
  /** null: nobody knows. */
  isDataCenter: boolean | null;
}

/** `org` and `isp` as told; what is not of a known company is passed on as it is. */
export function operatorOf(told: { org: string | null; isp: string | null; isDataCenter: boolean | null }): Operator {
  const texts = [told.org, told.isp].filter((text) => text !== null);
  const company = companies.find(({ sign }) => texts.some((text) => sign.test(text)));
  return {
    provider: company?.name ?? texts[0] ?? null,
    isDataCenter: company?.isDataCenter ?? told.isDataCenter
  };
}
