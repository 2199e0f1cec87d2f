/** Names for answers of the API that pages hand to their parts. Types only: the schemas stay on the server. */
import type { backups, backupStatus } from '../contract/admin-backup.ts';
import type { snapshotStatus, testStatus } from '../contract/admin-census.ts';
import type { audit, revenueStatus } from '../contract/admin.ts';
import type { appAnalytics } from '../contract/apps.ts';
import type { Answer } from '../contract/endpoint.ts';
import type { Differences, failoverStatus } from '../contract/failover.ts';
import type { jobs } from '../contract/jobs.ts';
import type { nodes } from '../contract/nodes.ts';
import type { repoLatest } from '../contract/repos.ts';
import type { paginated } from '../contract/transactions.ts';

export type PaymentsPage = Answer<typeof paginated>;
export type AppsPage = Answer<typeof appAnalytics>;
export type NodesPage = Answer<typeof nodes>;
export type RepoRow = NonNullable<Answer<typeof repoLatest>['repos']>[number];

export type JobList = Answer<typeof jobs>;
export type RevenueStatus = Answer<typeof revenueStatus>;
export type SnapshotStatus = Answer<typeof snapshotStatus>;
export type TestStatus = Answer<typeof testStatus>;
export type BackupStatus = Answer<typeof backupStatus>;
export type BackupList = Answer<typeof backups>;
export type FailoverStatus = Answer<typeof failoverStatus>;
export type DatabaseDifferences = Differences;
export type AuditLog = Answer<typeof audit>;
