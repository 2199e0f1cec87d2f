/** What the operator's view of backups is given. */
import type { backups } from '../../../contract/backup/admin-backup.ts';
import type { Answer } from '../../../contract/kit/endpoint.ts';

export interface BackupDeps {
  /** Whether there is a bucket for them. */
  enabled: boolean;
  /** What lies in it, newest first; throws UpstreamError when it does not answer. */
  list: (signal: AbortSignal) => Promise<Answer<typeof backups>['backups']>;
}
