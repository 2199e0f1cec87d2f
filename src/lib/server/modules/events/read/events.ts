/** A page of the log. */
import { readEvents as readLog, type EventPage, type EventQuestion } from '../../../platform/events/log.ts';
import type { ReadContext } from '../../ledger/module.ts';

/** null: the reader has to read the whole again. */
export function readEvents({ store }: ReadContext, question: EventQuestion): Promise<EventPage | null> {
  return readLog(store, question);
}
