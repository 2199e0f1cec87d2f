/**
 * How backups and drills went, as this installation remembers it. One is due two days after the last, or after the first
 * start; before that nothing is known to be wrong.
 */
import type * as wire from '../../../../contract/backup/admin-backup.ts';
import type { Answer } from '../../../../contract/kit/endpoint.ts';
import { ageOf, isWithin } from '../../../../domain/time/ages.ts';
import { type ReadContext } from '../../ledger/module.ts';
import { readEntry } from '../../../platform/store/documents/answer-status.ts';

const MAX_AGE_SECONDS = 48 * 3_600;

export type BackupState = Omit<Answer<typeof wire.backupStatus>, 'enabled'>;

/** As it is where backups are configured. */
export async function readBackupState({ store, now }: ReadContext): Promise<BackupState> {
  const [backup, drill, bootstrap] = await Promise.all([
    readEntry(store, 'backup'),
    readEntry(store, 'drill'),
    readEntry(store, 'bootstrap')
  ]);
  const last = backup?.last ?? null;
  const since = last?.createdAt ?? bootstrap?.at ?? null;
  const isOverdue = since !== null && !isWithin(since, now(), MAX_AGE_SECONDS);
  return {
    healthy: last === null && !isOverdue ? null : !isOverdue,
    ageHours: last === null ? null : hoursSince(last.createdAt, now()),
    lastBackup: last,
    failures: backup?.failures ?? 0,
    lastError: backup?.error ?? null,
    lastErrorAt: backup?.failedAt ?? null,
    lastDrill: drill
  };
}

/** null: `at` has not come. */
export function hoursSince(at: number, now: number): number | null {
  const age = ageOf(at, now);
  return age === null ? null : Math.round(age / 360) / 10;
}
