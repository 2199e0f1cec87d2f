/** Events of the network's nodes. */
import * as z from 'zod';
import { eventType } from '../kit/events.ts';
import { Count, Percent, UnixTime } from '../kit/figures.ts';
import { Tier } from './network.ts';

export const nodesChanged = eventType({
  name: 'nodes.changed',
  version: 1,
  topic: 'nodes',
  summary: 'The number of nodes of a tier has moved by more than 2 percent within a day',
  payload: z.strictObject({
    tier: Tier,
    from: Count,
    to: Count,
    change: Percent.nullable().describe('percent; null from 0'),
    /** When it was `from`. */
    since: UnixTime
  }),
  subject: ({ tier }) => tier,
  recurs: true,
  example: { tier: 'cumulus', from: 5_000, to: 4_850, change: -3, since: 1_795_180_000 }
});

export default [nodesChanged];
