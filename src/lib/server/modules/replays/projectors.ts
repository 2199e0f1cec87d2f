/** Every projection that can be replayed, by the name under which it is asked for. */
import type { ProjectorName } from '../../../contract/replays/replays.ts';
import type { Projector } from './projector.ts';
import { createEventLog } from './projectors/events.ts';
import { createPayments, type PaymentsDeps } from './projectors/payments.ts';
import { createRollups } from './projectors/rollups.ts';
import { createSubscriptions, type SubscriptionsDeps } from './projectors/subscriptions.ts';
import { createUsageRollups } from './projectors/usage.ts';

export interface ProjectorDeps extends PaymentsDeps, SubscriptionsDeps {}

export function createProjectors(deps: ProjectorDeps): ReadonlyMap<string, Projector> {
  return new Map(
    Object.entries({
      payments: createPayments(deps),
      subscriptions: createSubscriptions(deps),
      daily: createRollups(deps),
      events: createEventLog(deps),
      usage: createUsageRollups(deps)
    } satisfies Record<ProjectorName, Projector>)
  );
}
