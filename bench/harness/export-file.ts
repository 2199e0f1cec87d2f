/** Reads an export to its end, as a client would that trusts nothing: counts lines, hashes bytes, compares the trailer. */
import { createHash } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';

export interface ExportFile {
  firstByteMs: number;
  seconds: number;
  rows: number;
  bytes: number;
  /** The last line says the same rows and the same hash. */
  isVerified: boolean;
}

const LINE_FEED = 10;
/** Longer than any trailer. */
const KEPT_BYTES = 200;

/** `headerLines` of the file are no rows. */
export async function readExportFile(url: string, headerLines: number): Promise<ExportFile> {
  const startedAt = performance.now();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { agent: false }, resolve).once('error', reject);
  });
  const hash = createHash('sha256');
  let kept = Buffer.alloc(0);
  let lines = 0;
  let bytes = 0;
  let firstByteMs = NaN;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (bytes === 0) firstByteMs = performance.now() - startedAt;
    bytes += chunk.length;
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, at + 1)) lines++;
    const whole = Buffer.concat([kept, chunk]);
    const hashed = Math.max(0, whole.length - KEPT_BYTES);
    hash.update(whole.subarray(0, hashed));
    kept = Buffer.from(whole.subarray(hashed));
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const text = kept.toString('latin1');
  const trailerAt = text.lastIndexOf('\n', text.length - 2) + 1;
  hash.update(kept.subarray(0, trailerAt));
  const rows = lines - headerLines - 1;
  const stated = /rows=(\d+) sha256=([0-9a-f]{64})/.exec(text.slice(trailerAt));
  const isVerified = response.complete && stated?.[1] === String(rows) && stated[2] === hash.digest('hex');
  return { firstByteMs, seconds, rows, bytes, isVerified };
}
