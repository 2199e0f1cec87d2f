/** Events of deliveries to webhooks: told to those who show a ticket, and to no webhook. They name no URL. */
import * as z from 'zod';
import { eventType } from '../kit/events.ts';
import { Count } from '../kit/figures.ts';

const Finished = z.strictObject({
  delivery: z.string(),
  webhook: z.string(),
  /** Of the event that was delivered. */
  eventType: z.string(),
  eventSeq: Count.describe('0 for a test'),
  attempts: Count,
  status: Count.nullable().describe('of the last answer; null: there was none')
});
const told = {
  version: 1,
  topic: 'deliveries',
  payload: Finished,
  subject: ({ delivery }: z.infer<typeof Finished>) => delivery,
  recurs: true,
  example: {
    delivery: 'wh_5f5f5f5f5f5f5f5f5f.7',
    webhook: 'wh_5f5f5f5f5f5f5f5f5f',
    eventType: 'payment.settled',
    eventSeq: 7,
    attempts: 1,
    status: 200
  }
} as const;
export type FinishedDelivery = z.infer<typeof Finished>;

export default [
  eventType({ ...told, name: 'delivery.delivered', summary: 'A webhook has taken a delivery' }),
  eventType({
    ...told,
    name: 'delivery.dead',
    summary: 'A delivery was given up',
    example: { ...told.example, attempts: 13, status: null }
  })
];
