/**
 * One request and its answer as bytes: compression undone, size bounded, every breakage named in our words.
 *
 * undici's error texts may carry addresses, so only their codes are looked at; the original stays in `cause`.
 */
import { pipeline, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip } from 'node:zlib';
import type { Pool } from 'undici';
import { UpstreamError } from '../errors.ts';
import { Transient } from './failures.ts';

const USER_AGENT = 'Fluxtracker/0.1 (self-hosted dashboard of the Flux network)';

export interface Answer {
  status: number;
  header: (name: string) => string | null;
  /** The body, decompressed, piece by piece; breaks off with an error. Leaving the loop early closes the connection. */
  chunks: () => AsyncGenerator<Uint8Array>;
  /** Frees the connection of an answer whose body nobody wants. */
  discard: () => void;
}

interface Request {
  source: string;
  path: string;
  headers: Record<string, string>;
  signal: AbortSignal;
  /** Longest wait for the head of the answer, and for each further piece of it. */
  silenceMs: number;
}

export async function openAnswer(pool: Pool, request: Request): Promise<Answer> {
  const { source, path, headers, signal, silenceMs } = request;
  try {
    const answer = await pool.request({
      path,
      method: 'GET',
      headers: { 'user-agent': USER_AGENT, 'accept-encoding': 'gzip, br', accept: 'application/json', ...headers },
      signal,
      headersTimeout: silenceMs,
      bodyTimeout: silenceMs
    });
    const header = (name: string) => [answer.headers[name] ?? []].flat()[0] ?? null;
    return {
      status: answer.statusCode,
      header,
      chunks: () => readChunks(source, decompressed(answer.body, header('content-encoding'))),
      discard: () => void answer.body.dump().catch(() => undefined)
    };
  } catch (error) {
    throw transportFailure(source, error);
  }
}

/** The body as text; UpstreamError beyond `maxBytes` (counted decompressed), Transient if it breaks off. */
export async function readText(source: string, answer: Answer, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of atMost(maxBytes, source, answer.chunks())) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** The same chunks; UpstreamError when they are more than that many bytes. */
export async function* atMost(
  maxBytes: number,
  source: string,
  chunks: AsyncGenerator<Uint8Array>
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new UpstreamError(source, `answer is larger than ${maxBytes} bytes`);
    yield chunk;
  }
}

async function* readChunks(source: string, body: Readable): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) yield chunk as Uint8Array;
  } catch (error) {
    throw transportFailure(source, error);
  }
}

/** Of what comes out at a time. In small ones, handing them on costs more than undoing the compression. */
const CHUNK_BYTES = 128 * 1024;

function decompressed(body: Readable, encoding: string | null): Readable {
  const options = { chunkSize: CHUNK_BYTES };
  const decoder =
    encoding === 'gzip' ? createGunzip(options) : encoding === 'br' ? createBrotliDecompress(options) : null;
  // The callback only keeps an early end from being unhandled; the reader meets the error on the stream itself.
  return decoder === null ? body : pipeline(body, decoder, () => undefined);
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection broke off',
  ENOTFOUND: 'host name not found',
  EAI_AGAIN: 'host name could not be looked up',
  UND_ERR_SOCKET: 'connection broke off',
  UND_ERR_CONNECT_TIMEOUT: 'no connection in time',
  UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
  UND_ERR_BODY_TIMEOUT: 'answer stopped half way',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'answer was cut short'
};

function transportFailure(source: string, error: unknown): Error {
  if (error instanceof UpstreamError) return error;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const isCompression = code.startsWith('Z_') || code.startsWith('ERR__ERROR') || code.startsWith('ERR_BROTLI');
  const reason = isCompression ? 'compressed answer is damaged or cut short' : (reasons[code] ?? code);
  return new Transient(source, reason || 'network error', { cause: error });
}
