/**
 * Registrations and updates of apps: the complete dump once, as a stream, and single messages by hash ever after.
 *
 * The dump is about 93 MB; it passes through in batches and is never held. A few unreadable messages are skipped and
 * counted; more than one in a hundred is a changed format and fails the dump, as do an error envelope, a missing end and
 * an empty list (no node of this network has no messages, but a node that lost them would declare all apps unknown).
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import type { AppMessage } from '../../domain/chain.ts';
import { UpstreamError } from '../errors.ts';
import { openEnvelope, parseJson, parseShape } from './answer.ts';
import { appMessage } from './app-message.ts';
import { splitDataElements } from './data-elements.ts';
import type { Host } from './http.ts';
import type { AppMessages } from './ports.ts';

const SOURCE = 'apps';
const PATH = '/apps/permanentmessages';
const BATCH = 500;
const MAX_SKIPPED_SHARE = 0.01;
/** So many are odd messages in a dump of any size, however small. */
const ALWAYS_TOLERATED = 2;
const MAX_DUMP_MS = 10 * 60_000;
/** Reading that long at a stretch, then everything else of the process gets its turn. */
const SLICE_MS = 8;

export function createAppMessages(host: Host): AppMessages {
  return {
    all: (onBatch, signal) =>
      host.stream(PATH, { source: SOURCE, signal, read: (chunks) => readDump(chunks, onBatch, signal) }),
    async byHash(hash, signal) {
      const schema = z.array(appMessage.refine((found) => found.hash === hash, 'is another message than asked for'));
      const [message] = await host.json(`${PATH}?hash=${hash}`, { source: SOURCE, signal, schema, dialect: 'fluxos' });
      return message ?? null;
    }
  };
}

async function readDump(
  chunks: AsyncIterable<Uint8Array>,
  onBatch: (messages: AppMessage[]) => Promise<void>,
  signal: AbortSignal
): Promise<{ count: number; skipped: number }> {
  const document = splitDataElements();
  const startedMs = performance.now();
  let batch: AppMessage[] = [];
  let count = 0;
  let skipped = 0;

  let sliceMs = startedMs;

  async function breathe(): Promise<void> {
    if (performance.now() - sliceMs < SLICE_MS) return;
    await nextTurn();
    signal.throwIfAborted();
    sliceMs = performance.now();
    if (sliceMs - startedMs > MAX_DUMP_MS) throw new UpstreamError(SOURCE, 'dump of messages takes too long');
  }

  async function flush(): Promise<void> {
    const full = batch;
    batch = [];
    count += full.length;
    await onBatch(full);
  }

  for await (const chunk of chunks) {
    for (const text of asOutage(() => document.push(chunk))) {
      await breathe();
      const message = readMessage(text);
      if (message === null) skipped += 1;
      else if (batch.push(message) >= BATCH) await flush();
    }
  }
  const envelope = asOutage(() => document.end());
  parseShape(SOURCE, z.tuple([]), openEnvelope(SOURCE, parseJson(SOURCE, envelope)));
  const total = count + batch.length + skipped;
  if (skipped > Math.max(ALWAYS_TOLERATED, total * MAX_SKIPPED_SHARE) || skipped === total) {
    throw new UpstreamError(SOURCE, `answer changed shape: ${skipped} of ${total} messages are unreadable`);
  }
  if (batch.length > 0) await flush();
  return { count, skipped };
}

function readMessage(text: string): AppMessage | null {
  try {
    return appMessage.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** The splitter knows documents, not sources. */
function asOutage<T>(split: () => T): T {
  try {
    return split();
  } catch (error) {
    if (error instanceof RangeError)
      throw new UpstreamError(SOURCE, `dump broke off: ${error.message}`, { cause: error });
    throw error;
  }
}
