/**
 * Messages of updates that cost their owner nothing. The ledger asks for messages of payments alone; without these the term
 * and the owner of an app would be those of its last paid message.
 */
import { SECONDS_PER_DAY } from '../../../../domain/time/periods.ts';
import type { AppMessage } from '../../../../domain/chain.ts';
import { UpstreamError } from '../../../platform/errors.ts';
import type { Run, TimedDeps } from '../../../platform/jobs/run.ts';
import { readStatus } from '../../../platform/store/documents/ingest-status.ts';
import { type AppMessages, type AskedHashes, storeMessages } from '../../messages/module.ts';

export interface FreeUpdateDeps extends TimedDeps {
  appMessages: AppMessages;
  /** Kept by the process, so that it does not ask every minute all day. */
  asked: AskedHashes;
}

const LOOKUPS_PER_RUN = 300;
/** Most messages come within minutes of their transaction. */
const YOUNG_SECONDS = 3_600;
const ASK_YOUNG_AGAIN_SECONDS = 55;
const ASK_AGAIN_SECONDS = 3_600;

/** Asks for what the complete dump cannot have told; what fails is asked for again by a later run. */
export async function askFreeUpdates(deps: FreeUpdateDeps, run: Run): Promise<void> {
  const { store, appMessages, asked, now, log } = deps;
  const { messages } = await readStatus(store);
  if (messages === undefined) return;
  const from_time = messages.askedAt - SECONDS_PER_DAY;
  const unknown = await store.query('free_updates_unknown', { from_time, limit: LOOKUPS_PER_RUN });
  const due = unknown.filter(({ message_hash, block_time }) => {
    const last = asked.get(message_hash);
    const again = now() - block_time < YOUNG_SECONDS ? ASK_YOUNG_AGAIN_SECONDS : ASK_AGAIN_SECONDS;
    return last === undefined || now() - last >= again;
  });
  const found: AppMessage[] = [];
  await Promise.all(
    due.map(async ({ message_hash }) => {
      asked.set(message_hash, now());
      try {
        const message = await appMessages.byHash(message_hash, run.signal);
        if (message !== null && message !== 'unreadable') found.push(message);
      } catch (error) {
        if (!(error instanceof UpstreamError)) throw error;
        asked.delete(message_hash);
        log.debug({ hash: message_hash, err: error }, 'message not looked up');
      }
    })
  );
  await storeMessages(deps, run.lease, found);
}
