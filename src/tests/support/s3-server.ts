/**
 * A second S3 server for tests, strict where s3rver is not: it checks signatures and the region they are made for, wants the
 * bucket in the path or in the host's name, and lists in pages. `answer` may answer a request in its stead.
 */
import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { BucketSettings } from '../../lib/server/modules/backup/bucket/bucket.ts';

interface Refusal {
  status: number;
  code: string;
  message?: string;
  /** Further fields of the body. */
  fields?: Record<string, string>;
  headers?: Record<string, string>;
}

export interface S3Options {
  region?: string;
  /** What it says to a signature for another region. */
  wrongRegion?: (told: string) => Refusal;
  pageSize?: number;
  /** It does not know buckets in the host's name. */
  isPathOnly?: boolean;
  /** Answers in the server's stead; false: it does not. */
  answer?: (request: IncomingMessage, response: ServerResponse, url: URL) => boolean;
}

const ACCESS_KEY = 'access-key';
const SECRET = 'a secret/with+signs';
const BUCKET = 'flux';

export async function startS3({ region = 'garage', wrongRegion = garage(region), pageSize = 2, ...rest }: S3Options) {
  const objects = new Map<string, Buffer>();
  /** Regions that requests were signed for, in order. */
  const regions: string[] = [];
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://s3.test');
    const body = await buffer(request);
    const scope = scopeOf(request);
    regions.push(scope.region);
    if (rest.answer?.(request, response, url) === true) return;
    if (scope.region !== region) {
      refuse(response, wrongRegion(scope.region));
      return;
    }
    if (scope.signature !== signatureOf(request, url)) {
      refuse(response, { status: 403, code: 'SignatureDoesNotMatch' });
      return;
    }
    const isInHost = rest.isPathOnly !== true && request.headers.host?.startsWith(`${BUCKET}.`) === true;
    const path = decodeURIComponent(url.pathname.slice(1));
    const [bucket, key] = isInHost ? [BUCKET, path] : [path.split('/')[0], path.split('/').slice(1).join('/')];
    if (bucket !== BUCKET) {
      refuse(response, { status: 404, code: 'NoSuchBucket' });
      return;
    }
    if (key === '')
      return void response.writeHead(200, { 'content-type': 'application/xml' }).end(list(url.searchParams));
    if (request.method === 'PUT') objects.set(key, body);
    if (request.method === 'DELETE') objects.delete(key);
    if (request.method !== 'GET') return void response.writeHead(request.method === 'PUT' ? 200 : 204).end();
    const content = objects.get(key);
    if (content === undefined) {
      refuse(response, { status: 404, code: 'NoSuchKey' });
      return;
    }
    response.writeHead(200, { 'content-length': content.length }).end(content);
  }

  function list(query: URLSearchParams): string {
    const prefix = query.get('prefix') ?? '';
    const after = query.get('continuation-token') ?? '';
    const rest = [...objects]
      .filter(([key]) => key.startsWith(prefix) && key > after)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const page = rest.slice(0, pageSize);
    const next = rest.length > page.length ? `<NextContinuationToken>${page.at(-1)![0]}</NextContinuationToken>` : '';
    return listing(
      page.map(([key, { length }]) => [key, length]),
      next !== '',
      next
    );
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const settings: BucketSettings = {
    endpoint: `http://127.0.0.1:${port}`,
    accessKeyId: ACCESS_KEY,
    secretAccessKey: SECRET,
    bucket: BUCKET
  };
  return {
    settings,
    port,
    objects,
    regions,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    }
  };
}

export function listing(objects: [key: string, bytes: number | string][], isTruncated: boolean, more = ''): string {
  const contents = objects.map(([key, bytes]) => `<Contents><Key>${key}</Key><Size>${bytes}</Size></Contents>`);
  return `<ListBucketResult><Name>${BUCKET}</Name><KeyCount>${objects.length}</KeyCount><IsTruncated>${isTruncated}</IsTruncated>${more}${contents.join('')}</ListBucketResult>`;
}

export function refuse(
  response: ServerResponse,
  { status, code, message = 'refused', fields = {}, headers = {} }: Refusal
): void {
  const more = Object.entries(fields).map(([name, text]) => `<${name}>${text}</${name}>`);
  response.writeHead(status, { 'content-type': 'application/xml', ...headers });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message>${more.join('')}</Error>`);
}

/** In the words of Garage, which names its region in every refusal. */
function garage(region: string): (told: string) => Refusal {
  const message = `Authorization header malformed, unexpected scope`;
  return () => ({ status: 400, code: 'AuthorizationHeaderMalformed', message, fields: { Region: region } });
}

function scopeOf({ headers }: IncomingMessage): { region: string; signature: string } {
  const [, region = '', signature = ''] =
    /Credential=[^/]+\/\d{8}\/([^/]+)\/s3\/aws4_request, .*Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? ''
    ) ?? [];
  return { region, signature };
}

/** AWS Signature Version 4 of a request, made anew from what arrived. */
function signatureOf({ method = '', headers }: IncomingMessage, url: URL): string {
  const [, day = '', region = '', names = ''] =
    /\/(\d{8})\/([^/]+)\/s3\/aws4_request, SignedHeaders=([^,]+)/.exec(headers.authorization ?? '') ?? [];
  const encoded = (text: string) =>
    encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const query = [...url.searchParams]
    .map(([name, text]) => `${encoded(name)}=${encoded(text)}`)
    .sort()
    .join('&');
  const signed = names
    .split(';')
    .map((name) => `${name}:${String(headers[name]).trim()}\n`)
    .join('');
  const canonical = [method, url.pathname, query, signed, names, headers['x-amz-content-sha256']].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = [
    'AWS4-HMAC-SHA256',
    headers['x-amz-date'],
    scope,
    createHash('sha256').update(canonical).digest('hex')
  ].join('\n');
  const keyed = (key: string | Buffer, part: string) => createHmac('sha256', key).update(part).digest();
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(keyed, `AWS4${SECRET}`);
  return createHmac('sha256', key).update(text).digest('hex');
}
