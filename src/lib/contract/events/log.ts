/** The log of changes, as programs read it. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { topics } from '../kit/events.ts';
import { Count, Height, UnixTime } from '../kit/figures.ts';
import { commaList, limitUpTo, text, wholeNumber } from '../kit/parameters.ts';
import { eventTypes, publicEventTypes } from './types.ts';

export const ToldEvent = z.strictObject({
  seq: Count.describe('grows by one from event to event, in the order in which changes became visible'),
  id: z.string().describe('the same however often it is told'),
  type: z.string(),
  version: Count,
  subject: z.string(),
  height: Height.nullable().describe('of the chain, where there is one'),
  at: UnixTime.describe('when it was stored'),
  data: z.record(z.string(), z.unknown()).describe('see /api/events/types')
});
export type ToldEvent = z.infer<typeof ToldEvent>;

export const seq = wholeNumber({ min: 0, max: Number.MAX_SAFE_INTEGER });
export const typeList = commaList([...eventTypes.keys()]);
export const subject = text({ min: 1, max: 512 });

const isHidden = (type: string) => eventTypes.has(type) && !publicEventTypes.includes(type);

export const events = endpoint({
  id: 'events',
  path: '/api/events',
  summary:
    'What changed, in order. Ask on with after=next. 410 with the code resync: what follows after is no longer kept, so read ' +
    'the whole (payments, apps) again and go on from next of an answer without after. Types that are not for everybody are told ' +
    'to operators who ask for them',
  query: z.strictObject({
    after: seq.describe('the seq up to which all is known; left out: from the oldest kept').optional(),
    types: typeList.optional(),
    subject: subject.describe('exact: a txid, an app, a source, ...').optional(),
    limit: limitUpTo(1_000, 100)
  }),
  isForOperators: (query) => (query.get('types') ?? '').split(',').some(isHidden),
  response: z.strictObject({
    events: z.array(ToldEvent),
    next: Count.describe('what to give as after next time'),
    oldest: Count.describe('the seq of the oldest event that is kept')
  })
});

export const types = endpoint({
  id: 'eventTypes',
  path: '/api/events/types',
  summary: 'Every type of event with the JSON Schema of its data and an example',
  response: z.strictObject({
    types: z.array(
      z.strictObject({
        type: z.string().describe('as an event has it'),
        name: z.string().describe('the same'),
        version: Count,
        topic: z.enum(topics),
        summary: z.string(),
        isPrivate: z.boolean().describe('told to those only who show a ticket or have a webhook'),
        schema: z.record(z.string(), z.unknown()),
        example: z.record(z.string(), z.unknown())
      })
    )
  }),
  cache: { maxAgeSeconds: 300, serverSeconds: 86_400 }
});
