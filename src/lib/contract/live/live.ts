/** The live feed: what changes, as it is stored. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { privateTopics, topics, type Topic } from '../kit/events.ts';
import { UnixTime } from '../kit/figures.ts';
import { seq } from '../events/log.ts';

const OF_ONE = /^(app|address|subscription):[^,\p{Cc}]{1,256}$/u;
const error = `a comma list of ${topics.join(', ')}, app:NAME, address:ADDRESS, subscription:ID`;

/** Whether anything can be listened to by this name. */
export function isTopic(text: string): boolean {
  return (topics as readonly string[]).includes(text) || OF_ONE.test(text);
}

export function isPrivateTopic(text: string): boolean {
  return privateTopics.has(text as Topic);
}

const topicList = z
  .string()
  .transform((text) => [...new Set(text.split(','))])
  .pipe(z.array(z.string().refine(isTopic, { error })).max(50, { error: 'at most 50 topics' }))
  .describe(error);

export const liveFeed = endpoint({
  id: 'liveFeed',
  path: '/api/live',
  summary:
    'Events as they are stored, as Server-Sent Events: id is the seq, data the event as /api/events has it. Last-Event-ID ' +
    'resumes without a gap; 410 with the code resync when that is no longer kept. A comment comes every 15 seconds',
  query: z.strictObject({
    topics: topicList.optional(),
    ticket: z.string().max(200).describe('of POST /api/live/ticket: for topics that are not for everybody').optional(),
    after: seq.describe('instead of Last-Event-ID: the seq of the newest event that is known').optional()
  }),
  response: z.string(),
  produces: ['text/event-stream'],
  isStream: true
});

export const liveTicket = endpoint({
  id: 'liveTicket',
  method: 'POST',
  path: '/api/live/ticket',
  summary: 'A ticket for topics that are not for everybody: good for one connection within 60 seconds',
  response: z.strictObject({ ticket: z.string(), expiresAt: UnixTime }),
  auth: 'key',
  scope: null
});
