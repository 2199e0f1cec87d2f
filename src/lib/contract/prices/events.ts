/** Events of the price of FLUX. */
import * as z from 'zod';
import { eventType } from '../kit/events.ts';
import { Percent, UnixTime } from '../kit/figures.ts';

const Price = z.string().regex(/^\d+\.\d{2,8}$/);

export const priceMoved = eventType({
  name: 'price.moved',
  version: 1,
  topic: 'prices',
  summary: 'The live price of FLUX has moved by more than 10 percent within a day',
  payload: z.strictObject({
    ticker: z.literal('FLUX'),
    from: Price.describe('USD, 2 to 8 decimals'),
    to: Price.describe('USD, 2 to 8 decimals'),
    change: Percent.describe('percent'),
    /** When it was `from`. */
    since: UnixTime
  }),
  subject: ({ ticker }) => ticker,
  recurs: true,
  example: { ticker: 'FLUX', from: '0.25', to: '0.28', change: 12, since: 1_795_180_000 }
});

export default [priceMoved];
