/** Which function answers which endpoint about metering, and how its refusals are told. */
import * as tenantWire from '../../../contract/usage/tenants.ts';
import * as wire from '../../../contract/usage/usage.ts';
import { Refusal } from '../../platform/http/problems.ts';
import { Reply, serve, type Route } from '../../platform/http/serve.ts';
import type { ReadContext } from '../ledger/module.ts';
import { KeyReused, MeterBusy, QuotaUsedUp } from './refusals.ts';
import { readTenants, shownTenant } from './read/tenants.ts';
import { readMeterSeries, readUsage } from './read/usage.ts';
import type { Usage } from './usage.ts';

export interface UsageRouteDeps {
  context: Pick<ReadContext, 'store' | 'now'>;
  usage: Usage;
}

export function usageRoutes(deps: UsageRouteDeps): Route[] {
  const record = async ({ body }: { body: wire.MeterEvent[] }) => {
    try {
      return await deps.usage.record(body);
    } catch (error) {
      throw refusalOf(error, deps.context.now());
    }
  };
  return [
    serve(wire.recordEvents, record),
    serve(wire.recordEventsAlias, record),
    serve(wire.usage, (input) => readUsage(deps.context, input)),
    serve(wire.usageAlias, (input) => readUsage(deps.context, input)),
    serve(wire.meterSeries, (input) => readMeterSeries(deps.context, input)),
    serve(tenantWire.tenants, (input) => readTenants(deps.context, input)),
    serve(tenantWire.saveTenant, async ({ body }) => {
      const { tenant, isNew } = await deps.usage.saveTenant(body);
      return new Reply(shownTenant(tenant), { status: isNew ? 201 : 200 });
    })
  ];
}

function refusalOf(error: unknown, now: number): unknown {
  if (error instanceof KeyReused) return new Refusal(409, 'idempotency_conflict', error.message);
  if (error instanceof MeterBusy) return new Refusal(503, 'meter_busy', error.message, { 'Retry-After': '1' });
  if (!(error instanceof QuotaUsedUp)) return error;
  const seconds = String(Math.max(1, error.resetsAt - now));
  return new Refusal(429, 'quota_used_up', error.message, { 'Retry-After': seconds, 'X-Quota-Reset': seconds });
}
