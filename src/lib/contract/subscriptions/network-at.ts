/** The network as it was: apps from their signed messages, nodes and instances from what was observed. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Coverage, freshness, UnixTime } from '../kit/figures.ts';
import { at, Moment } from './subscriptions.ts';

const observed = {
  observedSince: UnixTime.nullable().describe('before this nothing was watched, and figures are null'),
  isObserved: z.boolean(),
  ...freshness
};

export const networkAt = endpoint({
  id: 'networkAt',
  path: '/api/network/at',
  summary: 'The network at a height or on a day: apps by their messages, nodes and instances by observation',
  query: z.strictObject({ at }),
  response: z.strictObject({
    at: Moment.nullable(),
    apps: z.strictObject({
      count: Count.nullable(),
      owners: Count.nullable(),
      encrypted: Count.nullable(),
      instances: Count.nullable().describe('ordered'),
      cpuCores: z.number().nullable().describe('ordered, of specifications that can be read'),
      ramGb: z.number().nullable(),
      hddGb: z.number().nullable(),
      coverage: Coverage.nullable(),
      ...freshness
    }),
    nodes: z.strictObject({
      total: Count.nullable(),
      cumulus: Count.nullable(),
      nimbus: Count.nullable(),
      stratus: Count.nullable(),
      ...observed
    }),
    instances: z.strictObject({ running: Count.nullable(), ...observed })
  }),
  cache: { maxAgeSeconds: 30, serverSeconds: 60 }
});
