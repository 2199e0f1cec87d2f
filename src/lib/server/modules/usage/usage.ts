/**
 * Metering as one piece, made once per process: what is counted by requests and by ourselves passes the same meter.
 *
 * A crossed threshold is a row of its transaction; the event `quota.threshold` follows from the row.
 */
import type { WorkDeps } from '../../platform/jobs/run.ts';
import { createMeter, type Meter } from './ingest/meter.ts';
import { saveTenant, type SaveTenantDeps, type WantedTenant } from './ingest/save-tenant.ts';
import { createTenants } from './ingest/tenants.ts';
import type { Tenant } from './tenant.ts';
import { tellThresholds } from './ingest/thresholds.ts';

export interface Usage extends Meter {
  saveTenant(wanted: WantedTenant): Promise<{ tenant: Tenant; isNew: boolean }>;
  /** Tells what was crossed and not told, for instance before a crash. */
  tellThresholds(): Promise<number>;
}

export function createUsage(deps: WorkDeps & SaveTenantDeps): Usage {
  const tenants = createTenants(deps.store);
  const tell = () => tellThresholds(deps);
  const tellSoon = () => void tell().catch((err: unknown) => deps.log.warn({ err }, 'crossed thresholds not told yet'));
  const meter = createMeter({ ...deps, tenants, onCrossing: tellSoon });
  return {
    ...meter,
    async saveTenant(wanted) {
      const { tenant, isNew, isCrossing } = await saveTenant(deps, wanted);
      tenants.forget(tenant.name);
      if (isCrossing) tellSoon();
      return { tenant, isNew };
    },
    tellThresholds: tell
  };
}
