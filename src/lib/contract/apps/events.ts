/**
 * Events of apps, as the network's list of current specifications tells them. Whoever has read all of them has that list: an
 * app is there from `app.registered` or `app.updated` on, until it has expired or was cancelled.
 */
import * as z from 'zod';
import { eventType } from '../kit/events.ts';
import { Count, Height, UnixTime } from '../kit/figures.ts';

const ToldApp = z.strictObject({
  name: z.string(),
  owner: z.string(),
  hash: z.string().describe('of the message that the specification came with'),
  height: Height.describe('of that message'),
  version: Count.nullable(),
  instances: Count.nullable(),
  endHeight: Height.nullable().describe('null: it ends at a time, or nobody knows when'),
  endTime: UnixTime.nullable(),
  encrypted: z.boolean()
});
export type ToldApp = z.infer<typeof ToldApp>;

const example: ToldApp = {
  name: 'shop',
  owner: '1CbErtneaX2QVyUfwU7JGB7VzvPgrgc3uC',
  hash: '4f0c4c1f7b1d9a3e8c2b6d4f0a1e3c5b7d9f1a2c4e6b8d0f2a4c6e8b0d1f3a5c',
  height: 2_300_000,
  version: 8,
  instances: 3,
  endHeight: 2_388_000,
  endTime: null,
  encrypted: false
};

const told = {
  version: 1,
  topic: 'apps',
  payload: ToldApp,
  subject: ({ name }: ToldApp) => name,
  concerns: ({ name }: ToldApp) => [`app:${name}`],
  recurs: true,
  example
} as const;

export const appRegistered = eventType({ ...told, name: 'app.registered', summary: 'The network lists an app' });
export const appUpdated = eventType({
  ...told,
  name: 'app.updated',
  summary: 'An app has another specification, or another end'
});
export const appExpired = eventType({
  ...told,
  name: 'app.expired',
  summary: 'The network lists an app no longer: its term is over'
});
export const appCancelled = eventType({
  ...told,
  name: 'app.cancelled',
  summary: 'The network lists an app no longer, before the end of its term or because its owner has cut that short'
});

export default [appRegistered, appUpdated, appExpired, appCancelled];
