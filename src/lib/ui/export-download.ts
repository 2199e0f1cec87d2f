/**
 * Downloads an export as it is made and keeps it only when it is whole: pages cannot read trailers, so the page asks for the
 * line that says rows and hash, checks the bytes against it and leaves it out of the file.
 *
 * What has arrived is handed to the browser in large pieces, which it may keep on disk: a million rows are no weight on the
 * page. The hash is worked out here, since browsers hash no streams, and nothing at all on plain http. Loaded when a file is
 * asked for.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { saveFile } from './chart/download.ts';

interface Download {
  /** Of the file, as a link has it; with a query. */
  url: string;
  name: string;
  signal: AbortSignal;
  onProgress: (progress: Readonly<Progress>) => void;
}

export interface Progress {
  /** Line ends: about the rows of a format of lines, nothing in others. */
  lines: number;
  bytes: number;
}

const PIECE_BYTES = 8_000_000;
/** Not shorter than the last line of any format. */
const LINE_BYTES = 120;
const NEW_LINE = 10;

/** An export that was refused, or of which not all arrived. `message` is for the visitor. */
export class ExportFailed extends Error {
  override readonly name = 'ExportFailed';
}

/**
 * Saves the file; resolves with its number of rows.
 * @throws ExportFailed; AbortError when `signal` ended it
 */
export async function downloadExport({ url, name, signal, onProgress }: Download): Promise<number> {
  const response = await fetch(`${url}&proof=line`, { signal }).catch(unreachable(signal));
  if (!response.ok || response.body === null) throw new ExportFailed(`The export was refused (${response.status}).`);
  const progress = { lines: 0, bytes: 0 };
  const hash = sha256.create();
  const pieces: Blob[] = [];
  let parts: Uint8Array<ArrayBuffer>[] = [];
  let partBytes = 0;
  // The last bytes so far, which may be the line.
  let tail = new Uint8Array();
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(unreachable(signal));
    if (done) break;
    progress.lines += lineEnds(value);
    progress.bytes += value.length;
    onProgress(progress);
    const known = joined(tail, value);
    const sure = known.subarray(0, Math.max(0, known.length - LINE_BYTES));
    tail = known.slice(sure.length);
    hash.update(sure);
    parts.push(sure);
    partBytes += sure.length;
    if (partBytes < PIECE_BYTES) continue;
    pieces.push(new Blob(parts));
    parts = [];
    partBytes = 0;
  }
  const proof = proofOf(tail);
  if (proof === null)
    throw new ExportFailed('The export is incomplete: it broke off before its end. Nothing was saved.');
  const last = tail.subarray(0, tail.length - proof.length);
  if (bytesToHex(hash.update(last).digest()) !== proof.sha256) {
    throw new ExportFailed('The export was damaged on its way. Nothing was saved. Please try again.');
  }
  saveFile(new Blob([...pieces, ...parts, last]), name);
  return proof.rows;
}

interface Proof {
  rows: number;
  sha256: string;
  /** Of the line, in bytes. */
  length: number;
}

/** What the last line of a whole export says of the bytes before it; null = there is none. */
export function proofOf(tail: Uint8Array): Proof | null {
  const text = new TextDecoder('latin1').decode(tail);
  const found =
    /# rows=(?<rows>\d+) sha256=(?<sha256>[0-9a-f]{64})\r\n$/.exec(text) ??
    /\{"rows":(?<rows>\d+),"sha256":"(?<sha256>[0-9a-f]{64})"\}\n$/.exec(text);
  const { rows = '', sha256: hash = '' } = found?.groups ?? {};
  return found === null ? null : { rows: Number(rows), sha256: hash, length: found[0].length };
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

function lineEnds(chunk: Uint8Array): number {
  let lines = 0;
  for (const byte of chunk) if (byte === NEW_LINE) lines += 1;
  return lines;
}

function unreachable(signal: AbortSignal): (error: unknown) => never {
  return (error) => {
    signal.throwIfAborted();
    throw new ExportFailed('The export is incomplete: the connection broke. Nothing was saved.', { cause: error });
  };
}
