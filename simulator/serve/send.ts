/**
 * Puts a reply on the wire: compressed when the client takes it, with a weak ETag, in slices with backpressure when it is
 * too big to hold. Big bodies with a name are compressed once and kept a while.
 */
import { hash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { brotliCompress, constants, createGzip, gzip } from 'node:zlib';
import type { Reply } from './messages.ts';

const gzipAsync = promisify(gzip);
const brotliAsync = promisify(brotliCompress);
const worthCompressing = 8_000;
const keptBodies = 12;

interface Encoded {
  bytes: Buffer | string;
  encoding: string | null;
  etag: string;
}

export class Sender {
  readonly #kept = new Map<string, Promise<Encoded>>();

  async send(request: IncomingMessage, response: ServerResponse, reply: Reply): Promise<void> {
    const accepted = request.headers['accept-encoding'] ?? '';
    if (typeof reply.body === 'function') return this.#stream(response, { ...reply, body: reply.body }, accepted);
    if (reply.isPlain || typeof reply.body !== 'string') {
      const length = Buffer.byteLength(reply.body);
      response.writeHead(reply.status, { ...commonHeaders(reply), 'Content-Length': length }).end(reply.body);
      return;
    }
    const { bytes, encoding, etag } = await this.#encoded({ ...reply, body: reply.body }, accepted);
    if (response.destroyed) return;
    const isKnown = reply.status === 200 && request.headers['if-none-match'] === etag;
    response.writeHead(isKnown ? 304 : reply.status, {
      ...commonHeaders(reply),
      ETag: etag,
      ...(encoding !== null && { 'Content-Encoding': encoding }),
      ...(!isKnown && { 'Content-Length': Buffer.byteLength(bytes) })
    });
    response.end(isKnown ? undefined : bytes);
  }

  async #stream(
    response: ServerResponse,
    reply: Reply & { body: () => Generator<string> },
    accepted: string
  ): Promise<void> {
    const isGzip = accepted.includes('gzip');
    response.writeHead(reply.status, { ...commonHeaders(reply), ...(isGzip && { 'Content-Encoding': 'gzip' }) });
    const slices = Readable.from(reply.body(), { objectMode: false, highWaterMark: 1 << 18 });
    const chain = isGzip ? pipeline(slices, createGzip({ level: 1 }), response) : pipeline(slices, response);
    await chain.catch((error: unknown) => {
      if (!response.destroyed) throw error;
    });
  }

  #encoded(reply: Reply & { body: string }, accepted: string): Promise<Encoded> {
    if (reply.cacheKey === undefined) return encode(reply.body, accepted.includes('gzip') ? 'gzip' : null);
    const encoding = accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : null;
    const key = `${String(encoding)} ${reply.cacheKey}`;
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const made = encode(reply.body, encoding);
    this.#kept.set(key, made);
    const oldest = this.#kept.keys().next().value;
    if (this.#kept.size > keptBodies && oldest !== undefined) this.#kept.delete(oldest);
    return made;
  }
}

async function encode(body: string, encoding: 'br' | 'gzip' | null): Promise<Encoded> {
  const etag = `W/"${body.length.toString(16)}-${hash('sha1', body, 'base64url')}"`;
  if (encoding === null || body.length < worthCompressing) return { bytes: body, encoding: null, etag };
  if (encoding === 'gzip') return { bytes: await gzipAsync(body, { level: 1 }), encoding, etag };
  const params = { [constants.BROTLI_PARAM_QUALITY]: 4 };
  return { bytes: await brotliAsync(body, { params }), encoding, etag };
}

export function commonHeaders(reply: Reply): Record<string, string> {
  return {
    'Content-Type': reply.type ?? 'application/json; charset=utf-8',
    'Access-Control-Allow-Origin': '*',
    Vary: 'Accept-Encoding',
    fluxnode: 'server20_94.130.137.2',
    ...reply.headers
  };
}
