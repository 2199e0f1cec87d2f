/**
 * Sends an export as it is read. The client sets the pace (backpressure); when it goes away the reading stops. A failure
 * on the way cuts the connection, so that the file lacks its last line and says by that that it is incomplete.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { Transaction } from '../../contract/transactions.ts';
import type { ExportFormat } from './export-format.ts';

/** Resolves with the number of rows sent; null when the client went away. */
export async function sendExport(
  res: ServerResponse,
  format: ExportFormat,
  slices: AsyncGenerator<Transaction[]>
): Promise<number | null> {
  const hash = createHash('sha256');
  let rows = 0;
  // As text to both: buffers of its own would pile up outside the heap, where tens of megabytes of them start no collection.
  const write = async (text: string): Promise<void> => {
    hash.update(text);
    if (!res.write(text)) await drained(res);
  };
  try {
    await write(format.head);
    for await (const slice of slices) {
      if (isGone(res)) return null;
      let text = '';
      for (const transaction of slice) text += format.row(transaction);
      rows += slice.length;
      await write(text);
    }
  } catch (error) {
    res.destroy();
    throw error;
  }
  if (isGone(res)) return null;
  res.end(format.trailer(rows, hash.digest('hex')));
  return rows;
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
