/** Two databases: which one is in use, and the operator's switch to the other. */
import * as z from 'zod';
import { endpoint } from '../kit/endpoint.ts';
import { Count, Day, Height, UnixTime } from '../kit/figures.ts';

const Instance = z.enum(['primary', 'failover']);
const Circuit = z.enum(['CLOSED', 'OPEN', 'HALF_OPEN']);

const both = <T extends z.ZodType>(schema: T) => z.strictObject({ primary: schema, failover: schema });

const Differences = z.strictObject({
  /** A side that does not answer is null everywhere. */
  reachable: both(z.boolean()),
  epoch: both(Count.nullable()),
  newestSnapshot: both(Day.nullable()),
  cursors: z.array(z.strictObject({ address: z.string(), ...both(Height.nullable()).shape })),
  /** Rows per table. */
  tables: z.array(z.strictObject({ name: z.string(), ...both(Count.nullable()).shape }))
});
export type Differences = z.infer<typeof Differences>;

export const FailoverStatus = z.strictObject({
  configured: z.boolean().describe('whether there is a standby'),
  active: Instance,
  epoch: Count,
  circuit: z.strictObject({ primary: Circuit, failover: Circuit.nullable() }),
  lastSwitch: z.strictObject({ at: UnixTime, reason: z.string() }).nullable()
});

export const failoverStatus = endpoint({
  id: 'failoverStatus',
  path: '/api/admin/failover-status',
  summary: 'Which database is in use since when and why, and the circuit of each',
  auth: 'admin',
  response: FailoverStatus
});

export const switchDatabase = endpoint({
  id: 'failover',
  method: 'POST',
  path: '/api/admin/failover',
  summary:
    'Uses the other database from now on; with dryRun only says what differs between the two (409 with the reason if that cannot be)',
  auth: 'admin',
  body: z.strictObject({ to: Instance, dryRun: z.boolean().default(false) }),
  response: z.strictObject({
    dryRun: z.boolean(),
    status: FailoverStatus,
    differences: Differences.nullable().describe('of a dry run')
  })
});
