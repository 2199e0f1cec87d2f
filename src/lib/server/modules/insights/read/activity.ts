/** Apps that come, change and go, and who owns those that stay. */
import type * as wire from '../../../../contract/insights/apps.ts';
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import { BLOCKS_PER_DAY } from '../../../../domain/apps/app-resources.ts';
import { activityOf } from '../../../../domain/insights/activity.ts';
import { appCoverage } from '../../../../domain/insights/app-now.ts';
import { keySet } from '../../../platform/store/rows.ts';
import type { ReadContext } from '../../ledger/module.ts';
import { readAppsNow } from './network-facts.ts';

export async function readActivity(context: ReadContext): Promise<Answer<typeof wire.activity>> {
  const { tip, apps, asOf, stale } = await readAppsNow(context);
  if (tip === null) {
    const nothing = { newCount: null, updatedCount: null, expiringCount: null, owners: null, apps: null };
    const coverage = { known: 0, total: apps.length, unit: 'apps' } as const;
    return { ...nothing, encryptedPercent: null, medianDaysLeft: null, coverage, asOf, stale };
  }
  const lately = apps.filter(({ height }) => height > tip - BLOCKS_PER_DAY).map(({ name }) => name);
  const rows = await context.store.query('registrations_of', { names: keySet(lately) });
  const registeredAt = new Map(rows.map(({ app_name, height }) => [app_name, height]));
  const { known, ...figures } = activityOf(apps, { tip, registeredAt });
  return { ...figures, coverage: appCoverage(known, apps.length), asOf, stale };
}
