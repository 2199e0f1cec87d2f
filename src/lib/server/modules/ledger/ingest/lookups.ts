/**
 * Names payments whose message has become known, and asks for single hashes once the dump is in.
 *
 * A hash whose message cannot be read is known to the network: its payments stay unnamed instead of being given up, and
 * it is asked for again only after hours, since what changes that is mostly a newer version of this product.
 */
import type { AppMessage } from '../../../../domain/chain.ts';
import { SECONDS_PER_DAY } from '../../../../domain/time/periods.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import { keySet, type PaymentRow } from '../../../platform/store/rows.ts';
import type { IngestDeps } from './deps.ts';
import type { Run } from '../../../platform/jobs/run.ts';
import { type AskedHashes, storeMessages } from '../../messages/module.ts';
import { rederive } from './repair.ts';
import { readStatus, type NewIngestStatus } from '../../../platform/store/documents/ingest-status.ts';
import { lookOf } from './message-look.ts';
import { askUnknownAgain } from './unknown-messages.ts';

const ROWS_PER_WRITE = 1_000;
/** Single hashes asked for in one run, about two minutes at the polite rate; the rest waits for the next. */
const LOOKUPS_PER_RUN = 1_000;
/** A message usually follows its payment within minutes; one that has not come in an hour is asked for less often. */
const ASK_AGAIN_SECONDS = 55;
const ASK_LATE_AGAIN_SECONDS = 600;
const LATE_SECONDS = 3_600;
const ASK_UNREADABLE_AGAIN_SECONDS = 6 * 3_600;
/** The entry of the ingest state stays bounded, whatever becomes of the format of messages. */
const MOST_UNREADABLE = 20_000;

export async function repairAttribution(deps: IngestDeps, run: Run, asked: AskedHashes): Promise<number> {
  const { messages } = await readStatus(deps.store);
  if (messages === undefined) return 0;
  const unreadable = new Set(messages.unreadable);
  const isEachNamed = messages.isEachNamed !== false;
  let changed = 0;
  let lookups = LOOKUPS_PER_RUN;
  for (let after_key = '-1'; ;) {
    run.signal.throwIfAborted();
    const rows = await deps.store.query('payments_unknown', { after_key, limit: ROWS_PER_WRITE });
    const last = rows.at(-1);
    if (last === undefined)
      return changed + (await askUnknownAgain(deps, run, { asked, knownSince: messages.askedAt }));
    after_key = last.sort_key;
    changed += await rederive(deps, run, { rows, look: lookOf({ messages }) });
    const due = rows
      .filter((row) => !isEachNamed || giveUpTime(row) >= messages.askedAt || unreadable.has(row.message_hash ?? ''))
      .filter((row) => isDue(row, { asked, unreadable, now: deps.now() }))
      .slice(0, lookups);
    lookups -= due.length;
    changed += await lookUp(deps, run, due);
    for (const hash of hashesOf(due)) asked.set(hash, deps.now());
  }
}

/** When a hash that nobody knows by then is given up. */
const giveUpTime = ({ block_time }: PaymentRow): number => block_time + SECONDS_PER_DAY;

function isDue(
  row: PaymentRow,
  { asked, unreadable, now }: { asked: AskedHashes; unreadable: ReadonlySet<string>; now: number }
): boolean {
  const hash = row.message_hash ?? '';
  const last = asked.get(hash);
  if (last === undefined) return true;
  if (unreadable.has(hash)) return now - last >= ASK_UNREADABLE_AGAIN_SECONDS;
  const isDecided = last <= giveUpTime(row) && now > giveUpTime(row);
  const isLate = now - row.block_time > LATE_SECONDS;
  return isDecided || now - last >= (isLate ? ASK_LATE_AGAIN_SECONDS : ASK_AGAIN_SECONDS);
}

/** Asks the network for the hashes of some payments and derives those it answered about. */
export async function lookUp(deps: IngestDeps, run: Run, rows: PaymentRow[]): Promise<number> {
  if (rows.length === 0) return 0;
  const { messages } = await readStatus(deps.store);
  const unreadable = new Set(messages?.unreadable);
  const stored = await deps.store.query('app_messages_by_hash', { hashes: keySet(hashesOf(rows)) });
  const answered = new Set(stored.map(({ hash }) => hash));
  const hashes = [...new Set(hashesOf(rows))].filter((hash) => !answered.has(hash));
  const found: AppMessage[] = [];
  const odd: string[] = [];
  const askedAt = deps.now();
  await Promise.all(
    hashes.map(async (hash) => {
      try {
        const message = await deps.appMessages.byHash(hash, run.signal);
        answered.add(hash);
        if (message === 'unreadable') odd.push(hash);
        else if (message !== null) found.push(message);
      } catch (error) {
        // The payment stays unnamed and is asked for again by a later sync.
        if (!(error instanceof UpstreamError)) throw error;
        deps.log.debug({ hash, err: error }, 'message not looked up');
      }
    })
  );
  const all = new Set([...unreadable, ...odd]);
  const isNew = messages !== undefined && all.size > unreadable.size;
  const isEachNamed = messages?.isEachNamed !== false && all.size <= MOST_UNREADABLE;
  const known = [...all].slice(0, MOST_UNREADABLE);
  const status: NewIngestStatus = isNew ? { messages: { ...messages, unreadable: known, isEachNamed } } : {};
  if (isNew) deps.log.warn({ hashes: odd.length, first: odd[0] }, 'app messages cannot be read');
  await storeMessages(deps, run.lease, found, status);
  return rederive(deps, run, {
    rows: rows.filter(({ message_hash }) => message_hash !== null && answered.has(message_hash)),
    look: { askedAt, unreadable: [...unreadable, ...odd] }
  });
}

function hashesOf(rows: PaymentRow[]): string[] {
  return rows.map(({ message_hash }) => message_hash).filter((hash) => hash !== null);
}
