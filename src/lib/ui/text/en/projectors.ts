/** What can be made again, in words. */
import type { ProjectorName } from '../../../contract/replays/replays.ts';

export const projectorTexts: Record<ProjectorName, string> = {
  payments: 'Payments',
  subscriptions: 'Subscriptions',
  daily: 'Daily figures',
  events: 'Events',
  usage: 'Usage figures'
};
