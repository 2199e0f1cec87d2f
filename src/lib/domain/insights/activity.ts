/** What came, changed and goes within a day of blocks, and who stands behind the apps that are paid for. */
import { BLOCKS_PER_DAY, deployedToday, isExpiring } from '../apps/app-resources.ts';
import { percentOf } from '../money/change.ts';
import { hasEnd, hundredths, unexpired, type AppNow } from './app-now.ts';

export interface Activity {
  newCount: number;
  updatedCount: number;
  expiringCount: number;
  /** Distinct over unexpired apps; an owner that is not told is nobody's. */
  owners: number;
  /** null: no app is unexpired. */
  encryptedPercent: number | null;
  medianDaysLeft: number | null;
  /** Unexpired apps. */
  apps: number;
  /** Of all apps those whose end is known. */
  known: number;
}

/** `registeredAt`: height of an app's last registration; an app without one is new when its message is. */
export function activityOf(
  apps: readonly AppNow[],
  { tip, registeredAt }: { tip: number; registeredAt: ReadonlyMap<string, number> }
): Activity {
  const deployed = apps.filter(({ height }) => height <= tip && deployedToday(height, tip));
  const isNew = ({ name }: AppNow) => {
    const registered = registeredAt.get(name);
    return registered === undefined || (registered <= tip && deployedToday(registered, tip));
  };
  const newCount = deployed.filter(isNew).length;
  const known = apps.filter(hasEnd);
  const paid = unexpired(apps, tip);
  const owners = new Set(paid.flatMap(({ owner }) => (owner === null ? [] : [owner])));
  return {
    newCount,
    updatedCount: deployed.length - newCount,
    expiringCount: known.filter(({ endHeight }) => isExpiring(endHeight, tip)).length,
    owners: owners.size,
    encryptedPercent: percentOf(BigInt(paid.filter(({ isEncrypted }) => isEncrypted).length), BigInt(paid.length)),
    medianDaysLeft: medianDays(paid.map(({ endHeight }) => endHeight - tip)),
    apps: paid.length,
    known: known.length
  };
}

function medianDays(blocks: readonly number[]): number | null {
  const sorted = blocks.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : hundredths((low + high) / 2 / BLOCKS_PER_DAY);
}
