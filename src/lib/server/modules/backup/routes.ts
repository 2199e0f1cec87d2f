/** Which function answers which endpoint about backups. */
import * as wire from '../../../contract/backup/admin-backup.ts';
import { UpstreamError } from '../../platform/errors.ts';
import { Refusal } from '../../platform/http/problems.ts';
import { serve, type Route } from '../../platform/http/serve.ts';
import type { ReadContext } from '../ledger/module.ts';
import { readBackupState } from './read/backups.ts';
import type { BackupDeps } from './route-deps.ts';

const LISTING_MS = 20_000;

export function backupRoutes(deps: { context: ReadContext; backups: BackupDeps }): Route[] {
  const { context, backups } = deps;
  return [
    serve(wire.backupStatus, async () => ({ enabled: backups.enabled, ...(await readBackupState(context)) })),
    serve(wire.backups, async () => ({
      enabled: backups.enabled,
      backups: backups.enabled ? await listBackups(backups) : []
    }))
  ];
}

/** What is wrong with the bucket is for the operator to mend: the answer says it. */
async function listBackups(backups: BackupDeps) {
  const patience = AbortSignal.timeout(LISTING_MS);
  try {
    return await backups.list(patience);
  } catch (error) {
    if (patience.aborted) throw new Refusal(504, 'bucket_slow', 'The bucket did not answer in time.');
    if (error instanceof UpstreamError) throw new Refusal(502, 'bucket_failed', error.message);
    throw error;
  }
}
