/** Events of alerts: each is opened and closed once. */
import * as z from 'zod';
import { eventType } from '../kit/events.ts';
import { UnixTime } from '../kit/figures.ts';

const Alert = z.strictObject({
  alert: z.string(),
  kind: z.string(),
  openedAt: UnixTime,
  closedAt: UnixTime.nullable(),
  /** What it is about, in a sentence. */
  message: z.string()
});
const told = {
  version: 1,
  topic: 'sources',
  payload: Alert,
  subject: ({ alert }: z.infer<typeof Alert>) => alert
} as const;
const example = {
  alert: 'payments-stopped::1795188600',
  kind: 'payments-stopped',
  openedAt: 1_795_188_600,
  closedAt: null,
  message: 'The newest payment is older than 6 hours.'
};

export const alertOpened = eventType({
  ...told,
  name: 'alert.opened',
  summary: 'A figure has left its bounds',
  example
});
export const alertClosed = eventType({
  ...told,
  name: 'alert.closed',
  summary: 'The figure is back in its bounds',
  example: { ...example, closedAt: 1_795_192_200 }
});

export default [alertOpened, alertClosed];
