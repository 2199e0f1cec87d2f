/**
 * Answers as bytes: serialised once, hashed once, compressed once per encoding and only if somebody wants it.
 *
 * The ETag is weak, one for all encodings of the same content.
 */
import { hash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { chosenEncoding, isKnownTo, type Encoding } from '../../../link/negotiation.ts';

const gzipAsync = promisify(gzip);
const brotliAsync = promisify(brotliCompress);

export interface Body {
  status: number;
  etag: string;
  /** Without those of the encoding. */
  headers: Record<string, string>;
  plain: Buffer;
  encoded: Map<Encoding, Promise<Buffer>>;
}

/** Smaller bodies are not worth a round of compression. */
const MIN_COMPRESSED_BYTES = 1_024;

export interface BodyOptions {
  status: number;
  type: string;
  cacheControl: string;
}

export function createBody(content: string, { status, type, cacheControl }: BodyOptions): Body {
  const plain = Buffer.from(content);
  const etag = `W/"${hash('sha1', plain, 'base64url')}"`;
  const headers = { 'Content-Type': type, 'Cache-Control': cacheControl, ETag: etag };
  return { status, etag, headers, plain, encoded: new Map() };
}

/** Answers with a body, or with 304 when the client has it already. */
export function sendBody(
  req: IncomingMessage,
  res: ServerResponse,
  body: Body,
  more: Record<string, string> = {}
): void {
  const headers = { ...body.headers, ...more };
  res.appendHeader('Vary', 'Accept-Encoding');
  if (body.status === 200 && isKnownTo(req.headers['if-none-match'], body.etag)) {
    res.writeHead(304, headers).end();
    return;
  }
  const encoding =
    body.plain.length < MIN_COMPRESSED_BYTES ? 'identity' : chosenEncoding(req.headers['accept-encoding']);
  const send = (bytes: Buffer, used: Encoding) => {
    if (res.destroyed) return;
    if (used !== 'identity') res.setHeader('Content-Encoding', used);
    res.writeHead(body.status, { ...headers, 'Content-Length': bytes.length }).end(bytes);
  };
  if (encoding === 'identity') send(body.plain, 'identity');
  else
    void encodedAs(body, encoding).then(
      (bytes) => send(bytes, encoding),
      () => send(body.plain, 'identity')
    );
}

function encodedAs(body: Body, encoding: 'br' | 'gzip'): Promise<Buffer> {
  const known = body.encoded.get(encoding);
  if (known !== undefined) return known;
  const made =
    encoding === 'br'
      ? brotliAsync(body.plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
      : gzipAsync(body.plain, { level: 6 });
  body.encoded.set(encoding, made);
  return made;
}
