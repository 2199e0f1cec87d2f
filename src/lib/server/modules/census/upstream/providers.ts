/**
 * Who runs the house a machine stands in: one name per company, whatever its local branch or address range calls itself.
 *
 * A company we know is found by its name in `isp` or `org`. All others are grouped by the number of their network, else
 * by `isp`: `org` differs per address range of one house, and the text behind the number may be another company's.
 * The lookup's own data centre flag errs for some companies that only rent out servers, and for lines to homes of a
 * company that also has a cloud: what those are is known.
 */

interface Company {
  name: string;
  /** Found in the organisation or the provider, in any case. */
  sign: RegExp;
  isDataCenter?: boolean;
}

/** The first that fits: lines to homes and offices stand before the cloud of the same name. */
const companies: Company[] = [
  {
    name: '1&1 Versatel',
    sign: /\bversatel\b|\b1&1 (?:telecom|telecommunication|drillisch|mobilfunk)\b/i,
    isDataCenter: false
  },
  { name: 'Google Fiber', sign: /\bgoogle (?:fiber|fi)\b|\bwebpass\b/i, isDataCenter: false },
  { name: 'Amazon Kuiper', sign: /\bkuiper\b|\bamazon leo\b/i, isDataCenter: false },
  { name: 'OVH Telecom', sign: /\bovh ?t[eé]l[eé]com\b/i, isDataCenter: false },
  { name: 'Open Telekom Cloud', sign: /\bopen telekom cloud\b|\bt-systems\b/i, isDataCenter: true },
  { name: 'Deutsche Telekom', sign: /\bdeutsche telekom\b/i, isDataCenter: false },
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
  { name: 'IONOS', sign: /\bionos\b|\b1&1 internet\b/i },
  { name: 'Scaleway', sign: /\bscaleway\b|\bonline s\.?a\.?s\b/i },
  { name: 'Hostinger', sign: /\bhostinger\b/i },
  { name: 'M247', sign: /\bm247\b/i },
  { name: 'GHOSTnet', sign: /\bghostnet/i },
  { name: 'Comcast', sign: /\bcomcast\b/i }
];

export interface Operator {
  provider: string | null;
  /** null: nobody knows. */
  isDataCenter: boolean | null;
}

/** What the lookup says of one address. */
export interface Line {
  org: string | null;
  isp: string | null;
  /** The network's number and somebody's name for it: "AS24940 Hetzner Online GmbH". */
  asn: string | null;
  isDataCenter: boolean | null;
}

/** One line by itself: a company we know, else `org` as told. */
export function operatorOf(told: Omit<Line, 'asn'>): Operator {
  const company = companyOf(told);
  return {
    provider: company?.name ?? told.org ?? told.isp,
    isDataCenter: company?.isDataCenter ?? told.isDataCenter
  };
}

/**
 * The operators of many lines, in their order. Lines of one network, or of one `isp` where the number is not told, are
 * one house: it has the name of the company that most of them show, else their common `org`, else their usual `isp`.
 */
export function operatorsOf(lines: readonly Line[]): Operator[] {
  const houses = Map.groupBy(lines, houseOf);
  const names = new Map([...houses].map(([house, members]) => [house, nameOf(members)]));
  return lines.map((line) => {
    const alone = operatorOf(line);
    if (companyOf(line) !== undefined) return alone;
    return { ...alone, provider: names.get(houseOf(line)) ?? alone.provider };
  });
}

function companyOf({ org, isp }: Pick<Line, 'org' | 'isp'>): Company | undefined {
  const texts = [isp, org].filter((text) => text !== null);
  return companies.find(({ sign }) => texts.some((text) => sign.test(text)));
}

function houseOf({ org, isp, asn }: Line): string {
  const number = /^\s*AS?\s*(\d+)\b/i.exec(asn ?? '')?.[1];
  if (number !== undefined) return `AS${Number(number)}`;
  return (isp ?? org ?? '').toLowerCase();
}

function nameOf(members: readonly Line[]): string | null {
  const company = usual(members.map((line) => companyOf(line)?.name ?? null));
  if (company !== null && company.count * 2 > members.length) return company.text;
  const orgs = new Set(members.map(({ org }) => org));
  if (orgs.size === 1 && members[0]?.org != null) return members[0].org;
  return (usual(members.map(({ isp }) => isp)) ?? usual(members.map(({ org }) => org)))?.text ?? null;
}

/** The text that is told most often, of equals the first in the alphabet; null: none is told. */
function usual(texts: readonly (string | null)[]): { text: string; count: number } | null {
  const counts = new Map<string, number>();
  for (const text of texts) if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1);
  const [first] = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return first === undefined ? null : { text: first[0], count: first[1] };
}
