/**
 * What kinds of events there are. Log, API, live feed, webhooks and the OpenAPI document follow from these declarations.
 *
 * A payload is a strict object with an example that is held to it. A change that takes something away, or means something
 * else by it, is a new version.
 */
import type * as z from 'zod';

/** What the live feed can be asked for. */
export const topics = [
  'payments',
  'blocks',
  'apps',
  'subscriptions',
  'nodes',
  'prices',
  'sources',
  'bitcoin',
  'usage',
  'deliveries'
] as const;
export type Topic = (typeof topics)[number];

/** Told to those only who show a ticket. */
export const privateTopics: ReadonlySet<Topic> = new Set<Topic>(['usage', 'deliveries']);

export interface EventType<Payload extends z.ZodObject = z.ZodObject> {
  /** `subject.happened` */
  name: `${string}.${string}`;
  version: number;
  topic: Topic;
  summary: string;
  payload: Payload;
  /** What it is about: events of one subject are told in order. */
  subject(data: z.output<Payload>): string;
  /** What else one may listen to it by: `app:NAME`, `address:ADDRESS`, `subscription:ID`. */
  concerns?(data: z.output<Payload>): string[];
  /** Where the log may hold another form of a payload than the one that is told: makes that of it. */
  readStored?(stored: Record<string, unknown>): z.output<Payload>;
  /**
   * It tells a state that may come back (a block that the chain returns to), so what sounds the same may be news. Absent: it
   * happens once.
   */
  recurs?: true;
  /** It in words, for a chat. Absent: the summary, and what is known of the payload. */
  sentence?(data: z.output<Payload>): string;
  example: z.output<Payload>;
}

/** Checks the types of a declaration. */
export function eventType<const Payload extends z.ZodObject>(declaration: EventType<Payload>): EventType<Payload> {
  return declaration;
}
