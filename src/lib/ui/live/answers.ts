/** Names for answers of the API that pages hand to their parts. Types only: the schemas stay on the server. */
import type { backups, backupStatus } from '../../contract/backup/admin-backup.ts';
import type { snapshotStatus, testStatus } from '../../contract/history/admin-census.ts';
import type { audit, revenueStatus } from '../../contract/admin/admin.ts';
import type { appList } from '../../contract/apps/app-list.ts';
import type { payerDetail, payerList } from '../../contract/ledger/payers.ts';
import type { appAnalytics } from '../../contract/ledger/apps.ts';
import type { Answer } from '../../contract/kit/endpoint.ts';
import type { Differences, failoverStatus } from '../../contract/failover/failover.ts';
import type { healthDays } from '../../contract/health/days.ts';
import type { alerts } from '../../contract/reports/alerts.ts';
import type { keys } from '../../contract/keys/keys.ts';
import type { tenants } from '../../contract/usage/tenants.ts';
import type { meterSeries, usage } from '../../contract/usage/usage.ts';
import type { jobs } from '../../contract/admin/jobs.ts';
import type { nodeDetail, nodePlaces, nodes } from '../../contract/census/nodes.ts';
import type { repoLatest } from '../../contract/history/repos.ts';
import type * as figures from '../../contract/subscriptions/figures.ts';
import type { subscriptionList } from '../../contract/subscriptions/subscriptions.ts';
import type { WebhookEndpoints } from '../../contract/webhooks/webhooks.ts';
import type { search } from '../../contract/search/search.ts';
import type { paginated } from '../../contract/ledger/transactions.ts';

export type PaymentsPage = Answer<typeof paginated>;
export type AppListPage = Answer<typeof appList>;
export type PayersPage = Answer<typeof payerList>;
export type PayerPage = Answer<typeof payerDetail>;
export type NodePage = Answer<typeof nodeDetail>;
export type FoundPage = Answer<typeof search>;
export type NodePlaces = Answer<typeof nodePlaces>;
export type SubscriptionsPage = Answer<typeof subscriptionList>;
export type SubscriptionSummary = Answer<typeof figures.subscriptionSummary>;
export type AtRisk = Answer<typeof figures.subscriptionsAtRisk>;
export type AppsPage = Answer<typeof appAnalytics>;
export type NodesPage = Answer<typeof nodes>;
export type RepoRow = NonNullable<Answer<typeof repoLatest>['repos']>[number];

export type HealthDays = Answer<typeof healthDays>;
export type Alerts = Answer<typeof alerts>;

export type TenantsPage = Answer<typeof tenants>;
export type MeterUsage = Answer<typeof usage>;
export type MeterSeries = Answer<typeof meterSeries>;

export type KeyList = Answer<typeof keys>;
export type JobList = Answer<typeof jobs>;
export type RevenueStatus = Answer<typeof revenueStatus>;
export type SnapshotStatus = Answer<typeof snapshotStatus>;
export type TestStatus = Answer<typeof testStatus>;
export type BackupStatus = Answer<typeof backupStatus>;
export type BackupList = Answer<typeof backups>;
export type FailoverStatus = Answer<typeof failoverStatus>;
export type DatabaseDifferences = Differences;
export type WebhookList = Answer<WebhookEndpoints['webhooks']>;
export type DeliveryList = Answer<WebhookEndpoints['deliveries']>;
export type AuditLog = Answer<typeof audit>;
