/**
 * The operator's view of two databases and the switch between them. What cannot be is refused with its reason (409)
 * before anything is asked: SQLite in use, no standby, the wanted database in use already or out of reach.
 */
import type { Answer } from '../../../contract/kit/endpoint.ts';
import * as wire from '../../../contract/failover/failover.ts';
import { StoreError } from '../../platform/errors.ts';
import { actorOf } from '../../platform/http/auth/admin-gate.ts';
import type { Logger } from 'pino';
import type { FailoverPort } from './port.ts';
import { Refusal } from '../../platform/http/problems.ts';
import { serve, type Route } from '../../platform/http/serve.ts';

type Status = Answer<typeof wire.failoverStatus>;

export interface FailoverRouteDeps {
  /** null: SQLite is in use, so there is no other database. */
  failover: FailoverPort | null;
  log: Logger;
}

export function failoverRoutes({ failover, log }: FailoverRouteDeps): Route[] {
  return [
    serve(wire.failoverStatus, () => statusOf(failover)),
    serve(wire.switchDatabase, async ({ body: { to, dryRun } }, { res }) => {
      const port = portFor(failover, to);
      const differences = dryRun ? await port.compare() : null;
      if (!dryRun) {
        const actor = actorOf(res)?.name ?? 'nobody';
        await switchTo(port, to, `an operator (${actor}) switched`);
        log.warn({ actor, to }, 'database switched by an operator');
      }
      return { dryRun, status: statusOf(port), differences };
    })
  ];
}

function statusOf(failover: FailoverPort | null): Status {
  if (failover === null) {
    const circuit = { primary: 'CLOSED', failover: null } as const;
    return { configured: false, active: 'primary', epoch: 0, circuit, lastSwitch: null };
  }
  const { isConfigured, active, epoch, circuits, at, reason } = failover.state();
  const circuit = { primary: circuits.primary ?? ('OPEN' as const), failover: circuits.failover };
  return { configured: isConfigured, active, epoch, circuit, lastSwitch: at === null ? null : { at, reason } };
}

function portFor(failover: FailoverPort | null, to: Status['active']): FailoverPort {
  if (failover === null) {
    throw new Refusal(409, 'sqlite_in_use', 'SQLite is in use: there is no other database.');
  }
  const { isConfigured, active } = failover.state();
  if (!isConfigured) {
    throw new Refusal(409, 'no_standby', 'There is no standby: set SUPABASE_FAILOVER_URL and SUPABASE_FAILOVER_KEY.');
  }
  if (active === to) throw new Refusal(409, 'already_active', `The ${to} database is in use already.`);
  return failover;
}

async function switchTo(port: FailoverPort, to: Status['active'], reason: string): Promise<void> {
  try {
    await port.switchTo(to, reason);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    throw new Refusal(409, 'target_unavailable', `Nothing was switched: ${error.message}.`);
  }
}
