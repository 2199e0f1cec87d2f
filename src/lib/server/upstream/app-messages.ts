/**
 * Registrations and updates of apps: the complete dump once, as a stream, and single messages by hash ever after.
 *
 * The dump is about 93 MB; it passes through in batches and is never held, so a batch may be of a dump that turns out to
 * be none. An empty dump fails like a broken one: no node of this network has no messages, but a node that lost them
 * would declare all apps unknown. A message that cannot be read is known to the network all the same, and told as such.
 */
import { z } from 'zod';
import type { AppMessage } from '../../domain/chain.ts';
import { UpstreamError } from '../errors.ts';
import { firstIssue } from './answer.ts';
import { appMessage } from './app-message.ts';
import { jsonOrUndefined, readElements, refuseUnreadable, type Chunks } from './document.ts';
import type { Host } from './http.ts';
import type { AppMessages } from './ports.ts';
import { hashField } from './specification.ts';

const SOURCE = 'apps';
const PATH = '/apps/permanentmessages';
const BATCH = 500;
const MAX_DUMP_MS = 10 * 60_000;

/** Single messages in a row that may be odd; beyond them it is the format that has changed. */
const MOST_ODD_IN_A_ROW = 2;
/** A hundredth of more messages than the network will have for years: what is more is counted only. */
const MOST_NAMED = 5_000;

const named = z.object({ hash: hashField });

export function createAppMessages(host: Host): AppMessages {
  /** Hashes of those in a row. */
  const odd = new Set<string>();

  const single = (hash: string, isKnownOdd: boolean) =>
    z.array(z.unknown()).transform(([found], context): AppMessage | 'unreadable' | null => {
      if (found === undefined) return null;
      const { data, error } = appMessage.safeParse(found);
      if (named.safeParse(found).data?.hash !== hash) {
        context.addIssue('is another message than asked for');
        return z.NEVER;
      }
      if (data !== undefined) {
        odd.clear();
        return data;
      }
      if (isKnownOdd) return 'unreadable';
      odd.add(hash);
      if (odd.size > MOST_ODD_IN_A_ROW) context.addIssue(`${odd.size} messages in a row: ${firstIssue(error)}`);
      return 'unreadable';
    });

  return {
    all: (onBatch, signal) =>
      host.stream(PATH, { source: SOURCE, signal, read: (chunks) => readDump(chunks, onBatch, signal) }),
    byHash: (hash, signal, isKnownOdd = false) =>
      host.json(`${PATH}?hash=${hash}`, {
        source: SOURCE,
        signal,
        schema: single(hash, isKnownOdd),
        dialect: 'fluxos'
      })
  };
}

async function readDump(
  chunks: Chunks,
  onBatch: (messages: AppMessage[]) => Promise<void>,
  signal: AbortSignal
): Promise<{ count: number; skipped: number; unreadable: string[] }> {
  const unreadable: string[] = [];
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
    const element = jsonOrUndefined(text);
    const message = appMessage.safeParse(element).data;
    if (message === undefined) {
      skipped += 1;
      const hash = named.safeParse(element).data?.hash;
      if (hash !== undefined && unreadable.length < MOST_NAMED) unreadable.push(hash);
    } else if (batch.push(message) >= BATCH) await flush();
  }
  refuseUnreadable(SOURCE, { what: 'messages', skipped, total: count + batch.length + skipped });
  if (batch.length > 0) await flush();
  return { count, skipped, unreadable };
}
