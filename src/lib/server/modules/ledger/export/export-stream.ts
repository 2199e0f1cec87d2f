/**
 * Sends an export as it is read. The client sets the pace (backpressure); when it goes away the reading stops.
 *
 * Rows and hash follow the last byte as HTTP trailers. A failure on the way breaks the answer off before them, so that
 * every client sees that it is incomplete: it never ends as a whole one does.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { ROW_COUNT_TRAILER, SHA256_TRAILER } from '../../../../contract/ledger/transactions.ts';
import type { ExportFile, Piece } from './export-file.ts';

interface Export<Row> {
  file: ExportFile<Row>;
  slices: AsyncIterable<Row[]>;
  /** A last line says rows and hash too. */
  hasProofLine: boolean;
}

/** Resolves with the number of rows sent; null when the client went away. */
export async function sendExport<Row>(
  res: ServerResponse,
  { file, slices, hasProofLine }: Export<Row>
): Promise<number | null> {
  const hash = createHash('sha256');
  let rows = 0;
  // Text as text to both: buffers of its own would pile up outside the heap, where tens of megabytes of them start no
  // collection.
  const write = async (piece: Piece): Promise<void> => {
    if (piece.length === 0) return;
    hash.update(piece);
    if (res.write(piece)) await othersTurn();
    else await drained(res);
  };
  // An answer whose end is the connection's (HTTP/1.0) can have no trailers.
  const hasTrailers = res.useChunkedEncodingByDefault;
  if (hasTrailers) res.setHeader('Trailer', `${ROW_COUNT_TRAILER}, ${SHA256_TRAILER}`);
  try {
    await write(file.head());
    for await (const slice of slices) {
      rows += slice.length;
      for (const piece of file.rows(slice)) {
        if (isGone(res)) return null;
        await write(piece);
      }
    }
    await write(file.end());
  } catch (error) {
    breakOff(res);
    throw error;
  }
  if (isGone(res)) return null;
  const sha256 = hash.digest('hex');
  if (hasTrailers) res.addTrailers({ [ROW_COUNT_TRAILER]: String(rows), [SHA256_TRAILER]: sha256 });
  res.end(hasProofLine ? file.proof(rows, sha256) : undefined);
  return rows;
}

/** Where the end of the connection is the end of the answer (HTTP/1.0), a plain one would look like success. */
function breakOff(res: ServerResponse): void {
  if (!res.useChunkedEncodingByDefault) res.socket?.resetAndDestroy();
  res.destroy();
}

function isGone(res: ServerResponse): boolean {
  return res.destroyed || res.closed;
}

async function drained(res: ServerResponse): Promise<void> {
  if (isGone(res)) return;
  const settled = new AbortController();
  try {
    await Promise.race(['drain', 'close'].map((event) => once(res, event, { signal: settled.signal })));
  } finally {
    settled.abort();
  }
}
