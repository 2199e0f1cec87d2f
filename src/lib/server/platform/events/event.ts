/**
 * Makes events. A module tells by giving them to a statement that is marked `@tells`: they are appended in its transaction,
 * or not at all.
 */
import type * as z from 'zod';
import type { EventType } from '../../../contract/kit/events.ts';
import type { EventDraft } from '../store/rows.ts';

interface Circumstances {
  /** Unix seconds. */
  at: number;
  /** Of the chain. */
  height?: number;
  /** What else makes it the one event that it is, besides type and subject: a block, a message, a time. */
  of?: string;
}

/** The same event has the same id, whoever makes it and however often. */
export function eventOf<Payload extends z.ZodObject>(
  type: EventType<Payload>,
  data: z.output<Payload>,
  { at, height, of }: Circumstances
): EventDraft {
  const subject = type.subject(data);
  return {
    id: [type.name, subject, ...(of === undefined ? [] : [of])].join(':'),
    type: type.name,
    version: type.version,
    subject,
    height: height ?? null,
    at,
    data: JSON.stringify(data),
    recurs: type.recurs === true ? 1 : 0
  };
}
