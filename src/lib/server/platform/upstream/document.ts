/**
 * Documents of megabytes, `{"status":…,"data":[…]}`, read as they arrive: element by element, in slices of time.
 *
 * Whether a document is complete and a success is known only at its end, so nothing read from it counts before. A few
 * unreadable elements are skipped and counted; more than a given share of them is a changed format, and an empty list is
 * an outage: none of these lists is ever empty on this network.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { UpstreamError } from '../errors.ts';
import { openEnvelope, parseJson, parseShape } from './answer.ts';
import { splitDataElements } from './data-elements.ts';
import { Transient } from './failures.ts';
import type { ShapeLook } from './shape-watch.ts';

/** Reading that long at a stretch, then everything else of the process gets its turn. */
const SLICE_MS = 8;
const MAX_SKIPPED_SHARE = 0.01;
/** So many are odd elements in a document of any size, however small. */
const ALWAYS_TOLERATED = 2;

/** `look` is shown each element that is parsed. */
export type Chunks = AsyncIterable<Uint8Array> & { look?: ShapeLook };

/** Chunks that show what is read from them. */
export function withLook(chunks: AsyncGenerator<Uint8Array>, look: ShapeLook | undefined): Chunks {
  return look === undefined ? chunks : Object.assign(chunks, { look });
}

interface Reading {
  source: string;
  signal: AbortSignal;
  /** What the list is called in a document without an envelope. */
  list?: string;
}

interface RowsReading<T> extends Reading {
  /** Plural, for messages. */
  what: string;
  /** null: cannot be read. What it throws ends the reading. */
  read: (row: unknown) => T | null;
  /** Default: one in a hundred. */
  maxSkippedShare?: number;
}

/**
 * JSON texts of the elements in order; afterwards the document was complete and a success. Transient where it broke off,
 * UpstreamError where it is of another shape.
 */
export async function* readElements(chunks: Chunks, { source, signal, list }: Reading): AsyncGenerator<string> {
  const document = splitDataElements(list);
  for await (const chunk of chunks) {
    for (const text of asOutage(source, () => document.push(chunk))) {
      if (performance.now() - sliceMs >= SLICE_MS) {
        await ownTurn();
        signal.throwIfAborted();
      }
      yield text;
    }
  }
  const envelope = parseJson(source, endOf(source, document));
  if (list === undefined) parseShape(source, z.tuple([]), openEnvelope(source, envelope));
  else parseShape(source, z.object({ [list]: z.tuple([]) }), envelope);
}

/** All elements of a document that can be read. */
export async function readRows<T>(chunks: Chunks, reading: RowsReading<T>): Promise<T[]> {
  const { source, what, read, maxSkippedShare } = reading;
  const rows: T[] = [];
  let skipped = 0;
  for await (const text of readElements(chunks, reading)) {
    const element = jsonOrUndefined(text);
    chunks.look?.see(element);
    const row = read(element);
    if (row === null) skipped += 1;
    else rows.push(row);
  }
  refuseUnreadable(source, { what, skipped, total: rows.length + skipped, maxSkippedShare });
  return rows;
}

/** Throws when too much of a document was skipped, or all of it. */
export function refuseUnreadable(
  source: string,
  read: { what: string; skipped: number; total: number; maxSkippedShare?: number | undefined }
): void {
  const { what, skipped, total, maxSkippedShare = MAX_SKIPPED_SHARE } = read;
  if (total === 0) throw new UpstreamError(source, `answered with an empty list of ${what}`);
  if (skipped > Math.max(ALWAYS_TOLERATED, total * maxSkippedShare) || skipped === total) {
    throw new UpstreamError(source, `answer changed shape: ${skipped} of ${total} ${what} are unreadable`);
  }
}

/** undefined, which no JSON text means, for a text that is none. */
export function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Of all readers together, or the slices of several documents at once would add up. */
let sliceMs = 0;
let turns: Promise<unknown> = Promise.resolve();

/** Begins a slice in a turn of the event loop that no other reader has. */
function ownTurn(): Promise<unknown> {
  turns = turns.then(() => nextTurn()).then(() => (sliceMs = performance.now()));
  return turns;
}

/** The splitter knows documents, not sources. */
function asOutage<T>(source: string, split: () => T): T {
  try {
    return split();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UpstreamError(source, `answer changed shape: ${error.message}`, { cause: error });
  }
}

function endOf(source: string, document: ReturnType<typeof splitDataElements>): string {
  try {
    return document.end();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Transient(source, `document broke off: ${error.message}`, { cause: error });
  }
}
