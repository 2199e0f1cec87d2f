/**
 * Registrations and updates of apps: the complete dump once, as a stream, and single messages by hash ever after.
 *
 * The dump is about 93 MB; it passes through in batches and is never held, so a batch may be of a dump that turns out to
 * be none. An empty dump fails like a broken one: no node of this network has no messages, but a node that lost them
 * would declare all apps unknown.
 */
import { z } from 'zod';
import type { AppMessage } from '../../domain/chain.ts';
import { UpstreamError } from '../errors.ts';
import { appMessage } from './app-message.ts';
import { jsonOrUndefined, readElements, refuseUnreadable, type Chunks } from './document.ts';
import type { Host } from './http.ts';
import type { AppMessages } from './ports.ts';

const SOURCE = 'apps';
const PATH = '/apps/permanentmessages';
const BATCH = 500;
const MAX_DUMP_MS = 10 * 60_000;

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
  chunks: Chunks,
  onBatch: (messages: AppMessage[]) => Promise<void>,
  signal: AbortSignal
): Promise<{ count: number; skipped: number }> {
  const startedMs = performance.now();
  let batch: AppMessage[] = [];
  let count = 0;
  let skipped = 0;

  async function flush(): Promise<void> {
    const full = batch;
    batch = [];
    count += full.length;
    await onBatch(full);
  }

  for await (const text of readElements(chunks, { source: SOURCE, signal })) {
    if (performance.now() - startedMs > MAX_DUMP_MS) throw new UpstreamError(SOURCE, 'dump of messages takes too long');
    const message = appMessage.safeParse(jsonOrUndefined(text)).data;
    if (message === undefined) skipped += 1;
    else if (batch.push(message) >= BATCH) await flush();
  }
  refuseUnreadable(SOURCE, { what: 'messages', skipped, total: count + batch.length + skipped });
  if (batch.length > 0) await flush();
  return { count, skipped };
}
