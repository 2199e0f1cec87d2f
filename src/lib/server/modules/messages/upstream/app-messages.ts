/**
 * Registrations and updates of apps: the complete dump once, as a stream, and single messages by hash ever after.
 *
 * The dump is about 93 MB; it passes through in batches and is never held, so a batch may be of a dump that turns out to
 * be none. An empty dump fails like a broken one: no node of this network has no messages, but a node that lost them
 * would declare all apps unknown. A message that cannot be read is known to the network all the same, and told as such:
 * it costs the names of the payments that it would name, so a dump is refused only when most of it is like that.
 */
import { z } from 'zod';
import type { AppMessage } from '../../../../domain/chain.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import { appMessage } from './app-message.ts';
import { jsonOrUndefined, readElements, refuseUnreadable, type Chunks } from '../../../platform/upstream/document.ts';
import type { Host } from '../../../platform/upstream/http.ts';
import { tallyOdd, type OddRows } from '../../../platform/upstream/odd-rows.ts';
import type { AppMessages, MessageDump } from './ports.ts';
import { readPlainMessage } from './plain-message.ts';
import { hashField } from '../../../chains/flux/specification.ts';

const SOURCE = 'apps';
const PATH = '/apps/permanentmessages';
const WHAT = 'messages';
const BATCH = 2_000;
const MAX_DUMP_MS = 10 * 60_000;
const MAX_SKIPPED_SHARE = 0.5;
/** More than a fourth of all messages: what is more is counted only. */
const MOST_NAMED = 20_000;

const named = z.object({ hash: hashField });

export function createAppMessages(host: Host): AppMessages {
  /** Of the newest dump and of what was asked for singly since. */
  let odd = tallyOdd(WHAT);
  let total = 0;

  const single = (hash: string) =>
    z.array(z.unknown()).transform(([found], context): AppMessage | 'unreadable' | null => {
      if (found === undefined) return null;
      const { data, error } = appMessage.safeParse(found);
      if (named.safeParse(found).data?.hash !== hash) {
        context.addIssue('is another message than asked for');
        return z.NEVER;
      }
      odd.remove(hash);
      if (data === undefined) odd.addUnreadable(hash, error);
      else if (data.components === null) odd.addUnknown(hash, data.specVersion);
      total = Math.max(total, odd.unreadable + odd.unknown);
      host.note(SOURCE, odd.told(total));
      return data ?? 'unreadable';
    });

  return {
    all: (onBatch, signal) =>
      host.stream(PATH, {
        source: SOURCE,
        signal,
        read: async (chunks) => {
          odd = tallyOdd(WHAT);
          const dump = await readDump(chunks, { onBatch, signal, odd });
          total = dump.count + dump.skipped;
          host.note(SOURCE, odd.told(total));
          return dump;
        }
      }),
    byHash: (hash, signal) =>
      host.json(`${PATH}?hash=${hash}`, { source: SOURCE, signal, schema: single(hash), dialect: 'fluxos' })
  };
}

interface DumpReading {
  onBatch: (messages: AppMessage[]) => Promise<void>;
  signal: AbortSignal;
  odd: OddRows;
}

async function readDump(chunks: Chunks, { onBatch, signal, odd }: DumpReading): Promise<MessageDump> {
  const unreadable: string[] = [];
  const startedMs = performance.now();
  let batch: AppMessage[] = [];
  let count = 0;
  let skipped = 0;
  let isEachNamed = true;

  async function flush(): Promise<void> {
    const full = batch;
    batch = [];
    count += full.length;
    await onBatch(full);
  }

  for await (const text of readElements(chunks, { source: SOURCE, signal })) {
    if (performance.now() - startedMs > MAX_DUMP_MS) throw new UpstreamError(SOURCE, 'dump of messages takes too long');
    const element = jsonOrUndefined(text);
    chunks.look?.see(element);
    const plain = readPlainMessage(element);
    const { data: message, error } = plain === null ? appMessage.safeParse(element) : { data: plain, error: null };
    if (message === undefined) {
      const hash = named.safeParse(element).data?.hash ?? null;
      skipped += 1;
      odd.addUnreadable(hash, error);
      if (hash !== null && unreadable.length < MOST_NAMED) unreadable.push(hash);
      else isEachNamed = false;
    } else {
      if (message.components === null) odd.addUnknown(message.hash, message.specVersion);
      if (batch.push(message) >= BATCH) await flush();
    }
  }
  const total = count + batch.length + skipped;
  refuseUnreadable(SOURCE, { what: WHAT, skipped, total, maxSkippedShare: MAX_SKIPPED_SHARE });
  if (batch.length > 0) await flush();
  return { count, skipped, unreadable, isEachNamed };
}
