/**
 * Messages whose content is of a kind that could not be read: their payments have the app's name and nothing else.
 *
 * A hash names one content for ever, so what changes them is mostly a newer version of this product: they are asked for
 * again singly, some in each run and each only after hours, and never with the dump.
 */
import type { AppMessage } from '../../../../domain/chain.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import { keySet } from '../../../platform/store/rows.ts';
import type { IngestDeps } from './deps.ts';
import type { Run } from '../../../platform/jobs/run.ts';
import { type AskedHashes, storeMessages } from '../../messages/module.ts';
import { rederive } from './repair.ts';

const ROWS_PER_READ = 1_000;
const LOOKUPS_PER_RUN = 200;
const ASK_AGAIN_SECONDS = 6 * 3_600;

/** Resolves with how many payments changed. `knownSince`: when the dump told what is not among `asked`. */
export async function askUnknownAgain(
  deps: IngestDeps,
  run: Run,
  { asked, knownSince }: { asked: AskedHashes; knownSince: number }
): Promise<number> {
  const due = await dueHashes(deps, (hash) => deps.now() - (asked.get(hash) ?? knownSince) >= ASK_AGAIN_SECONDS);
  if (due.length === 0) return 0;
  const found = await Promise.all(due.map((hash) => lookUp(deps, run, hash)));
  for (const hash of due) asked.set(hash, deps.now());
  const readable = found.filter((message) => message !== null).filter(({ components }) => components !== null);
  if (readable.length === 0) return 0;
  await storeMessages(deps, run.lease, readable);
  const hashes = keySet(readable.map(({ hash }) => hash));
  const rows = await deps.store.query('payments_of_messages', { hashes });
  deps.log.info({ messages: readable.length, payments: rows.length }, 'app messages of an unknown kind were read');
  return rederive(deps, run, { rows, look: null });
}

async function dueHashes({ store }: IngestDeps, isDue: (hash: string) => boolean): Promise<string[]> {
  const due: string[] = [];
  for (let after = ''; ;) {
    const rows = await store.query('app_messages_unknown', { after, limit: ROWS_PER_READ });
    due.push(...rows.map(({ hash }) => hash).filter(isDue));
    const last = rows.at(-1);
    if (rows.length < ROWS_PER_READ || last === undefined || due.length >= LOOKUPS_PER_RUN) break;
    after = last.hash;
  }
  return due.slice(0, LOOKUPS_PER_RUN);
}

async function lookUp(deps: IngestDeps, run: Run, hash: string): Promise<AppMessage | null> {
  try {
    const message = await deps.appMessages.byHash(hash, run.signal);
    return message === 'unreadable' ? null : message;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    deps.log.debug({ hash, err: error }, 'message not looked up');
    return null;
  }
}
