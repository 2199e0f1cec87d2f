/** Reads an export to its end, as a client would that trusts nothing: counts lines, hashes bytes, compares the trailers. */
import { createHash } from 'node:crypto';
import { get, type IncomingMessage } from 'node:http';

export interface ExportFile {
  firstByteMs: number;
  seconds: number;
  rows: number;
  bytes: number;
  /** The trailers say the same rows and the same hash. */
  isVerified: boolean;
}

const LINE_FEED = 10;

/** `headerLines` of the file are no rows. */
export async function readExportFile(url: string, headerLines: number): Promise<ExportFile> {
  const startedAt = performance.now();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { agent: false }, resolve).once('error', reject);
  });
  const hash = createHash('sha256');
  let lines = 0;
  let bytes = 0;
  let firstByteMs = NaN;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    if (bytes === 0) firstByteMs = performance.now() - startedAt;
    bytes += chunk.length;
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, at + 1)) lines++;
    hash.update(chunk);
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const rows = lines - headerLines;
  const { 'x-row-count': statedRows, 'x-content-sha256': statedHash } = response.trailers;
  const isVerified = response.complete && statedRows === String(rows) && statedHash === hash.digest('hex');
  return { firstByteMs, seconds, rows, bytes, isVerified };
}
