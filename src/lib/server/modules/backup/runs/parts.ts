/**
 * Rows as compressed files of a bounded size, and back. A part is held in memory as a whole, compressed: it can be sent
 * again when an upload breaks off, and no row of it is used before its hash was found good.
 *
 * Compression runs outside the event loop; parsing in slices between which everything else gets its turn.
 */
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { BackupRow } from '../../../platform/store/tables.ts';
import { BackupRefused } from '../backup-refused.ts';
import { sha256, type BackupFile } from './manifest.ts';
import { ROWS_PER_SLICE } from './table-reader.ts';

export interface Part {
  content: Uint8Array;
  rows: number;
}

const PART_BYTES = 8 * 1024 * 1024;

/** Splits slices of rows, each with its text, into parts; nothing makes no part. */
export async function* compress(
  slices: AsyncIterable<{ rows: number; text: string }>,
  partBytes = PART_BYTES
): AsyncGenerator<Part, void> {
  let part = beginPart();
  for await (const { rows, text } of slices) {
    await part.add(rows, text);
    if (part.bytes() < partBytes) continue;
    yield await part.end();
    part = beginPart();
  }
  const last = await part.end();
  if (last.rows > 0) yield last;
}

function beginPart() {
  const gzip = createGzip();
  const chunks: Buffer[] = [];
  let rows = 0;
  gzip.on('data', (chunk: Buffer) => chunks.push(chunk));
  return {
    bytes: () => chunks.reduce((sum, { length }) => sum + length, 0),
    async add(more: number, text: string): Promise<void> {
      rows += more;
      await new Promise<void>((resolve, reject) => {
        gzip.write(text, (error) => (error ? reject(error) : resolve()));
      });
    },
    async end(): Promise<Part> {
      const ended = once(gzip, 'end');
      gzip.end();
      await ended;
      return { content: Buffer.concat(chunks), rows };
    }
  };
}

/** Throws BackupRefused unless the bytes are those that the manifest names. */
export function checkPart(content: Uint8Array, { key, bytes, sha256: expected }: BackupFile): void {
  if (content.length !== bytes) throw new BackupRefused(`${key} has ${content.length} bytes, not ${bytes}`);
  if (sha256(content) !== expected) throw new BackupRefused(`${key} is damaged: its hash is not that of the manifest`);
}

/** The rows of a part whose bytes are good, in slices. */
export async function* expand(content: Uint8Array, { key, rows }: BackupFile): AsyncGenerator<BackupRow[], void> {
  const decoder = new StringDecoder('utf8');
  let open = '';
  let count = 0;
  let slice: BackupRow[] = [];
  const unpacked = Readable.from([content]).pipe(createGunzip()) as AsyncIterable<Buffer>;
  for await (const chunk of unpacked) {
    const lines = (open + decoder.write(chunk)).split('\n');
    open = lines.pop() ?? '';
    for (const line of lines) {
      slice.push(JSON.parse(line) as BackupRow);
      count++;
      if (slice.length < ROWS_PER_SLICE) continue;
      yield slice;
      slice = [];
      await nextTurn();
    }
  }
  if (slice.length > 0) yield slice;
  if (count !== rows || open !== '') throw new BackupRefused(`${key} has ${count} whole rows, not ${rows}`);
}
