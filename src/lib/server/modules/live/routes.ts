/** Which function answers the live feed. */
import * as wire from '../../../contract/live/live.ts';
import { BadRequest } from '../../platform/errors.ts';
import { keyOf } from '../../platform/http/auth/api-key.ts';
import { Refusal, resync } from '../../platform/http/problems.ts';
import { serve, stream, type Route } from '../../platform/http/serve.ts';
import type { EventStreams } from './event-streams.ts';
import type { Tickets } from './tickets.ts';

export interface LiveRouteDeps {
  eventStreams: EventStreams;
  tickets: Tickets;
}

export function liveRoutes({ eventStreams, tickets }: LiveRouteDeps): Route[] {
  return [
    serve(wire.liveTicket, (_, { res }) => tickets.issue({ key: keyOf(res)?.id ?? null })),
    stream(wire.liveFeed, async ({ query }, { req, res }) => {
      const hidden = query.topics?.find(wire.isPrivateTopic);
      const holder = hidden === undefined ? null : tickets.use(query.ticket ?? '');
      if (hidden !== undefined && holder === null) {
        throw new Refusal(401, 'unauthorized', `The topic ${hidden} needs a ticket that is not used yet.`);
      }
      const after = lastEventId(req.headers['last-event-id']) ?? query.after ?? null;
      if (req.method === 'HEAD') {
        res.setHeader('Content-Type', 'text/event-stream; charset=utf-8');
        res.end();
        return;
      }
      const topics = query.topics === undefined ? null : new Set(query.topics);
      if (!(await eventStreams.open(res, { after, topics, holder }))) throw resync();
    })
  ];
}

/** null: none was sent. */
function lastEventId(header: string | string[] | undefined): number | null {
  if (header === undefined || header === '') return null;
  const id = String(header);
  if (/^\d{1,15}$/.test(id)) return Number(id);
  const fault = { name: 'Last-Event-ID', message: 'the id of a message' };
  throw new BadRequest(`${fault.name}: ${fault.message}`, [fault]);
}
