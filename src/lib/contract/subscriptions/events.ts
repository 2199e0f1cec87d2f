/** Events of subscriptions, the paid segments of an app's life. */
import * as z from 'zod';
import { eventType } from '../kit/events.ts';
import { Flux, Height, UnixTime } from '../kit/figures.ts';

const ToldSubscription = z.strictObject({
  id: z.string().describe('txid:messageHash'),
  app: z.string(),
  sender: z.string(),
  owner: z.string(),
  recipient: z.string(),
  depositAmount: Flux,
  carriedIn: Flux,
  startHeight: Height,
  endHeight: Height.nullable(),
  endTime: UnixTime.nullable(),
  status: z.enum(['active', 'completed', 'cancelled']),
  reason: z.string().nullable()
});
type ToldSubscription = z.infer<typeof ToldSubscription>;

const told = {
  version: 1,
  topic: 'subscriptions',
  payload: ToldSubscription,
  subject: ({ id }: ToldSubscription) => id,
  concerns: ({ id, app, sender, owner, recipient }: ToldSubscription) => [
    `subscription:${id}`,
    `app:${app}`,
    ...new Set([sender, owner, recipient].map((address) => `address:${address}`))
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

export default [
  eventType({ ...told, name: 'subscription.started', summary: 'A payment has bought a first term' }),
  eventType({ ...told, name: 'subscription.renewed', summary: 'A payment has bought a further term' }),
  eventType({ ...told, name: 'subscription.superseded', summary: 'A later payment has taken its place' }),
  eventType({ ...told, name: 'subscription.expiring', summary: 'It ends soon and was not renewed' }),
  eventType({ ...told, name: 'subscription.completed', summary: 'Its term is over' }),
  eventType({ ...told, name: 'subscription.cancelled', summary: 'It has ended before its term was over' })
];
