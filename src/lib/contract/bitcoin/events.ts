/** Events of Bitcoin. */
import * as z from 'zod';
import { eventType } from '../kit/events.ts';
import { Count, Height, UnixTime } from '../kit/figures.ts';
import { Hash } from './panel.ts';

export const tipMoved = eventType({
  name: 'tip.moved',
  version: 1,
  topic: 'bitcoin',
  summary: 'The chain of Bitcoin ends with another block than when it was looked at last',
  payload: z.strictObject({
    chain: z.literal('bitcoin'),
    height: Height,
    hash: Hash,
    /** Of the block's header. */
    time: UnixTime,
    replaced: Count.describe('blocks seen before that are not on the best chain any more (reorganisation)')
  }),
  subject: ({ chain }) => chain,
  recurs: true,
  example: { chain: 'bitcoin', height: 920_001, hash: 'ab'.repeat(32), time: 1_795_180_000, replaced: 0 }
});

export default [tipMoved];
