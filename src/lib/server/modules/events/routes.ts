/** Which function answers which endpoint about the log of changes. */
import * as z from 'zod';
import * as wire from '../../../contract/events/log.ts';
import { eventTypes } from '../../../contract/events/types.ts';
import { privateTopics } from '../../../contract/kit/events.ts';
import { resync } from '../../platform/http/problems.ts';
import { serve, type Route } from '../../platform/http/serve.ts';
import { readEvents } from './read/events.ts';
import type { ReadContext } from '../ledger/module.ts';

export interface EventRouteDeps {
  context: ReadContext;
}

export function eventRoutes({ context }: EventRouteDeps): Route[] {
  return [
    serve(wire.events, async ({ query: { after = null, types = null, subject = null, limit } }) => {
      const page = await readEvents(context, { after, types, subject, limit });
      if (page === null) throw resync();
      return page;
    }),
    serve(wire.types, () => ({ types: [...eventTypes.values()].map(describe) }))
  ];
}

type DescribedType = z.infer<typeof wire.types.response>['types'][number];

function describe({
  name,
  version,
  topic,
  summary,
  payload,
  example
}: NonNullable<ReturnType<typeof eventTypes.get>>): DescribedType {
  return {
    type: name,
    name,
    version,
    topic,
    summary,
    isPrivate: privateTopics.has(topic),
    schema: z.toJSONSchema(payload),
    example
  };
}
