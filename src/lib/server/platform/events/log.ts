/**
 * Reads the log by a cursor: the number of the newest event that the reader has.
 *
 * Numbers become visible in their order (event-steps.ts), so nothing new ever appears at or below a cursor. A reader whose
 * next event is no longer kept, or who knows a number that was never given here, is told so: it has to read the whole again.
 */
import type { ToldEvent } from '../../../contract/events/log.ts';
import { eventTypes, publicEventTypes } from '../../../contract/events/types.ts';
import { keySet, type EventRow } from '../store/rows.ts';
import type { Store } from '../store/store.ts';

export interface EventQuestion {
  /** null: from the oldest kept. */
  after: number | null;
  /** null: all but those that are not for everybody. */
  types: readonly string[] | null;
  /** null: whatever they are about. */
  subject: string | null;
  limit: number;
}

export interface EventPage {
  events: ToldEvent[];
  /** All that was asked for up to here was told. */
  next: number;
  oldest: number;
}

export interface LogHead {
  newest: number;
  /** The cursor of a reader who has nothing. */
  floor: number;
}

export async function readHead(store: Store): Promise<LogHead> {
  const [head] = await store.query('event_head', {});
  return { newest: head?.seq ?? 0, floor: head?.floor_seq ?? 0 };
}

/** Whether nothing is missing between a cursor and what is kept. */
export function isWithinLog(after: number, { newest, floor }: LogHead): boolean {
  return after >= floor && after <= newest;
}

/** null: the reader has to read the whole again. */
export async function readEvents(store: Store, question: EventQuestion): Promise<EventPage | null> {
  const { limit } = question;
  const head = await readHead(store);
  const after = question.after ?? head.floor;
  if (!isWithinLog(after, head)) return null;
  const rows = await readRows(store, { ...question, after, until: head.newest });
  // Pruned meanwhile: what was read may lack its beginning.
  const { floor } = await readHead(store);
  if (after < floor) return null;
  const last = rows.at(-1);
  return {
    events: rows.filter(({ type }) => question.types !== null || publicTypes.has(type)).map(toldEvent),
    next: last !== undefined && rows.length === limit ? last.seq : Math.max(head.newest, last?.seq ?? 0),
    oldest: floor + 1
  };
}

/** The type that a first sync tells, of which no index is kept (011_events.sql). */
const FREQUENT = 'payment.settled';
const publicTypes: ReadonlySet<string> = new Set(publicEventTypes);

async function readRows(
  store: Store,
  { types, subject, after, until, limit }: EventQuestion & { after: number; until: number }
): Promise<EventRow[]> {
  if (subject !== null) {
    return store.query('events_of_subject', { types: keySet(types ?? publicEventTypes), subject, after, until, limit });
  }
  if (types === null) return store.query('events_after', { after, limit });
  const range = { after, until, limit };
  const ofTypes = await Promise.all(
    types.map((type) =>
      type === FREQUENT ? store.query('events_settled', range) : store.query('events_of_type', { ...range, type })
    )
  );
  return ofTypes
    .flat()
    .sort((a, b) => a.seq - b.seq)
    .slice(0, limit);
}

export function toldEvent({ data, ...row }: EventRow): ToldEvent {
  const stored = JSON.parse(data) as ToldEvent['data'];
  return { ...row, data: eventTypes.get(row.type)?.readStored?.(stored) ?? stored };
}
