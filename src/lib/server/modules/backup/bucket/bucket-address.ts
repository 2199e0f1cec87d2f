/**
 * How a bucket is addressed: under which host, in the path or in the host's name, and signed for which region.
 *
 * Operators copy an endpoint from wherever they see it: with or without the bucket's name, of another region, of a server
 * whose region has a name of its own. The setting decides, then the endpoint's host, then what a server says when it
 * refuses. A refusal may change region and style, and the region within a host of AWS, never the host itself: backups go
 * where the operator sent them.
 */
export interface BucketPlace {
  endpoint: string;
  bucket: string;
  region?: string;
}

export interface BucketAddress {
  /** Without the bucket's name. */
  endpoint: string;
  region: string;
  /** The bucket is a part of the host's name, not of the path. */
  isInHost: boolean;
}

/** What a server said when it refused, as far as it speaks of addresses. */
export interface AddressRefusal {
  name: string;
  status: number | null;
  message: string;
  /** Of the body, or of the header `x-amz-bucket-region`. */
  region: string | null;
  endpoint: string | null;
}

/** R2 takes any region; S3 clients demand one. Servers that know only one mostly mean the other. */
const GUESSES = ['auto', 'us-east-1'];

const AWS = /^(.*\.)?s3(?:[.-](dualstack))?(?:[.-]([a-z]{2}(?:-[a-z]+)+-\d+))?\.(amazonaws\.com(?:\.cn)?)$/;
const REGION = /^[a-z0-9][a-z0-9_-]{0,62}$/i;
const OF_REGION = new Set(['AuthorizationHeaderMalformed', 'PermanentRedirect', 'TemporaryRedirect', 'InvalidRegion']);
/** Servers that want the bucket in the host's name say so in words of their own. */
const OF_STYLE = new Set(['SecondLevelDomainForbidden', 'PathStyleDomainForbidden', 'InvalidPathAccess']);

/** `isSure`: the host begins with the bucket's name, and it cannot be told whether as the bucket or by chance. */
export function addressOf({ endpoint, bucket, region }: BucketPlace): { address: BucketAddress; isSure: boolean } {
  const url = new URL(endpoint);
  // As the console of R2 shows it.
  if (url.pathname === `/${bucket}`) url.pathname = '/';
  const beginsSo = url.hostname.startsWith(`${bucket}.`);
  const rest = url.hostname.slice(bucket.length + 1);
  const isInHost = beginsSo && /^s3[.-]|\.r2\.cloudflarestorage\.com$/.test(rest);
  if (isInHost) url.hostname = rest;
  const address = { endpoint: textOf(url), region: region ?? regionOf(url.hostname) ?? 'auto', isInHost };
  return { address, isSure: isInHost || !beginsSo };
}

/** The same with the bucket in the host's name, which the endpoint has there already. */
export function inHost(address: BucketAddress, bucket: string): BucketAddress {
  const url = new URL(address.endpoint);
  url.hostname = url.hostname.slice(bucket.length + 1);
  return { ...address, endpoint: textOf(url), isInHost: true };
}

/** Where to ask instead; null: the refusal does not say anything that could be tried. */
export function addressAfter(
  refusal: AddressRefusal,
  { bucket, address, tried }: { bucket: string; address: BucketAddress; tried: readonly BucketAddress[] }
): BucketAddress | null {
  const candidates: BucketAddress[] = [];
  if (wantsOtherRegion(refusal)) {
    const region = regionNamedBy(refusal);
    const regions = region === null ? GUESSES : [region];
    candidates.push(...regions.map((each) => ({ ...address, endpoint: moved(address.endpoint, each), region: each })));
    const host = refusal.endpoint === null ? '' : hostOf(refusal.endpoint);
    if (host === `${bucket}.${new URL(address.endpoint).host}`) {
      candidates.push({ ...address, region: region ?? address.region, isInHost: true });
    }
  }
  if (OF_STYLE.has(refusal.name)) candidates.push({ ...address, isInHost: true });
  const isNew = (one: BucketAddress) => !tried.some((other) => JSON.stringify(other) === JSON.stringify(one));
  return candidates.find(isNew) ?? null;
}

export function wantsOtherRegion({ name, status }: Pick<AddressRefusal, 'name' | 'status'>): boolean {
  return OF_REGION.has(name) || (status !== null && status >= 300 && status < 400);
}

/** AWS and Garage name it in the body; MinIO there or only in the sentence. */
export function regionNamedBy({ region, message, endpoint }: AddressRefusal): string | null {
  const said = /expecting '?([\w-]+)'?|expected scope:? [^/]*\/([^/]+)\/s3\//.exec(message);
  const named = [region, said?.[1], said?.[2], endpoint === null ? null : regionOf(hostOf(endpoint))];
  return named.find((each) => each != null && REGION.test(each)) ?? null;
}

/** `s3.REGION.example.org`, as most providers name their hosts. */
function regionOf(host: string): string | null {
  const aws = AWS.exec(host);
  if (aws !== null) return aws[3] ?? 'us-east-1';
  return /(?:^|\.)s3[.-]([a-z0-9-]+)\.[^.]+\..*[a-z]$/.exec(host)?.[1] ?? null;
}

/** AWS answers for a region under the region's own host. */
function moved(endpoint: string, region: string): string {
  const url = new URL(endpoint);
  const [, before = '', dualstack, , domain] = AWS.exec(url.hostname) ?? [];
  if (domain === undefined || !region.includes('-')) return endpoint;
  url.hostname = `${before}s3.${dualstack === undefined ? '' : 'dualstack.'}${region}.${domain}`;
  return textOf(url);
}

/** Of an address that is written with or without its scheme. */
function hostOf(endpoint: string): string {
  const text = endpoint.includes('://') ? endpoint : `https://${endpoint}`;
  return URL.canParse(text) ? new URL(text).host : '';
}

function textOf(url: URL): string {
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
