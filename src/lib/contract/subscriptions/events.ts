/** Events of subscriptions, the paid segments of an app's life. */
import * as z from 'zod';
import { eventType } from '../kit/events.ts';
import { Flux, Height, UnixTime } from '../kit/figures.ts';

const ToldSubscription = z.strictObject({
  id: z.string().describe('txid:messageHash'),
  app: z.string(),
  sender: z.string().nullable(),
  owner: z.string().nullable(),
  recipient: z.string().nullable(),
  depositAmount: Flux,
  carriedIn: Flux,
  startHeight: Height,
  endHeight: Height.nullable(),
  endTime: UnixTime.nullable(),
  status: z.enum(['active', 'completed', 'cancelled']),
  reason: z.string().nullable()
});
export type ToldSubscription = z.infer<typeof ToldSubscription>;

const told = {
  version: 1,
  topic: 'subscriptions',
  payload: ToldSubscription,
  subject: ({ id }: ToldSubscription) => id,
  concerns: ({ id, app, sender, owner, recipient }: ToldSubscription) => [
    `subscription:${id}`,
    `app:${app}`,
    ...new Set([sender, owner, recipient].filter((each) => each !== null).map((address) => `address:${address}`))
  ],
  recurs: true,
  example: {
    id: `${'5f'.repeat(32)}:${'4e'.repeat(32)}`,
    app: 'shop',
    sender: 't1YnFDEpRtyCcaTrMfmxwZNwKYmRWJpFQzU',
    owner: '1CbErtneaX2QVyUfwU7JGB7VzvPgrgc3uC',
    recipient: 't3NryfAQLGeFs9jEoeqsxmBN2QLRaRKFLUX',
    depositAmount: '12.50000000',
    carriedIn: '0.00000000',
    startHeight: 2_300_000,
    endHeight: 2_388_000,
    endTime: null,
    status: 'active',
    reason: null
  }
} as const;

export const subscriptionStarted = eventType({
  ...told,
  name: 'subscription.started',
  summary: 'A payment has bought a first term'
});
export const subscriptionRenewed = eventType({
  ...told,
  name: 'subscription.renewed',
  summary: 'A payment has bought a further term'
});
export const subscriptionSuperseded = eventType({
  ...told,
  name: 'subscription.superseded',
  summary: 'A later payment has taken its place',
  example: { ...told.example, status: 'completed', reason: 'superseded' }
});
export const subscriptionExpiring = eventType({
  ...told,
  name: 'subscription.expiring',
  summary: 'It ends within seven days and was not renewed'
});
export const subscriptionCompleted = eventType({
  ...told,
  name: 'subscription.completed',
  summary: 'Its term is over',
  example: { ...told.example, status: 'completed', reason: 'expired' }
});
export const subscriptionCancelled = eventType({
  ...told,
  name: 'subscription.cancelled',
  summary: 'It has ended before its term was over, or bought nothing',
  example: { ...told.example, status: 'cancelled', reason: 'cancelled_by_owner' }
});

export default [
  subscriptionStarted,
  subscriptionRenewed,
  subscriptionSuperseded,
  subscriptionExpiring,
  subscriptionCompleted,
  subscriptionCancelled
];
