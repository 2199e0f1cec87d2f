/**
 * Downloads an export as it is made, counts its rows and keeps it only when its last line says that it is whole.
 *
 * What has arrived is handed to the browser in large pieces, which it may keep on disk: a million rows are no weight on the
 * page. Loaded when a file is asked for.
 */
import { saveFile } from './chart-download.ts';

interface Download {
  url: string;
  name: string;
  /** Lines before the first row. */
  headLines: number;
  signal: AbortSignal;
  onRows: (rows: number) => void;
}

const PIECE_BYTES = 8_000_000;
/** Longer than the last line of either format. */
const TAIL_BYTES = 200;
const NEW_LINE = 10;

/** An export that was refused, or of which the end did not arrive. `message` is for the visitor. */
export class ExportFailed extends Error {
  override readonly name = 'ExportFailed';
}

/**
 * Saves the file; resolves with its number of rows.
 * @throws ExportFailed; AbortError when `signal` ended it
 */
export async function downloadExport({ url, name, headLines, signal, onRows }: Download): Promise<number> {
  const response = await fetch(url, { signal }).catch(unreachable(signal));
  if (!response.ok || response.body === null) throw new ExportFailed(`The export was refused (${response.status}).`);
  const pieces: Blob[] = [];
  let parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  let lines = 0;
  let tail = '';
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(unreachable(signal));
    if (done) break;
    parts.push(value);
    bytes += value.length;
    lines += linesOf(value);
    tail = tailOf(tail, value);
    onRows(Math.max(0, lines - headLines));
    if (bytes < PIECE_BYTES) continue;
    pieces.push(new Blob(parts));
    parts = [];
    bytes = 0;
  }
  const rows = rowsOf(tail);
  if (rows === null) throw new ExportFailed('The export broke off before its end. Nothing was saved.');
  saveFile(new Blob([...pieces, ...parts]), name);
  return rows;
}

/** The number of rows that the last line of a whole export names; null = it is not whole. */
export function rowsOf(tail: string): number | null {
  const [, csv, json] =
    /(?:^|\n)(?:# rows=(\d+) sha256=[0-9a-f]{64}\r|\{"rows":(\d+),"sha256":"[0-9a-f]{64}"\})\n$/.exec(tail) ?? [];
  const rows = csv ?? json;
  return rows === undefined ? null : Number(rows);
}

function linesOf(chunk: Uint8Array): number {
  let lines = 0;
  for (const byte of chunk) if (byte === NEW_LINE) lines += 1;
  return lines;
}

function tailOf(tail: string, chunk: Uint8Array): string {
  return (tail + new TextDecoder('latin1').decode(chunk.subarray(-TAIL_BYTES))).slice(-TAIL_BYTES);
}

function unreachable(signal: AbortSignal): (error: unknown) => never {
  return (error) => {
    signal.throwIfAborted();
    throw new ExportFailed('The connection broke. Nothing was saved.', { cause: error });
  };
}
