/** Backups, their restore and their drill; the import of what the original dashboard has kept; copies between databases. */
import { defineModule } from '../../platform/module.ts';
import { backupJobs } from './jobs.ts';
import { backupRoutes } from './routes.ts';

export { createPast } from './past.ts';
export { hoursSince, readBackupState, type BackupState } from './read/backups.ts';
export type { BackupDeps } from './route-deps.ts';
export { listBackups } from './runs/operations.ts';

export const backup = defineModule({ name: 'backup', jobs: backupJobs, routes: backupRoutes });
