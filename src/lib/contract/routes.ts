/**
 * Every route of the API. Literal paths stand before those with parameters in the same place: Express takes the first
 * that fits.
 */
import * as adminBackup from './backup/admin-backup.ts';
import * as adminCensus from './history/admin-census.ts';
import * as admin from './admin/admin.ts';
import * as appDetail from './apps/app-detail.ts';
import * as apps from './ledger/apps.ts';
import * as carousel from './apps/carousel.ts';
import * as categories from './history/categories.ts';
import * as docs from './kit/docs.ts';
import type { Endpoint } from './kit/endpoint.ts';
import * as failover from './failover/failover.ts';
import * as health from './health/health.ts';
import * as history from './ledger/history.ts';
import * as jobs from './admin/jobs.ts';
import * as metrics from './history/metrics.ts';
import * as nodes from './census/nodes.ts';
import * as repos from './history/repos.ts';
import * as revenue from './ledger/revenue.ts';
import * as snapshots from './history/snapshots.ts';
import * as tracker from './health/tracker.ts';
import * as transactions from './ledger/transactions.ts';

export const routes: readonly Endpoint[] = [
  health.health,
  health.live,
  health.ready,
  tracker.stats,
  tracker.header,
  metrics.metricsCurrent,
  categories.categoryTop,
  revenue.revenue,
  transactions.summary,
  transactions.paginated,
  transactions.exported,
  transactions.ofDay,
  apps.appAnalytics,
  metrics.comparison,
  appDetail.appDetail,
  appDetail.appHistory,
  nodes.nodes,
  history.dailyRevenue,
  history.dailyRevenueUsd,
  snapshots.snapshots,
  snapshots.fullSnapshots,
  repos.repoList,
  repos.repoHistory,
  repos.repoLatest,
  categories.categoryHistory,
  categories.categoryRepos,
  categories.gaming,
  categories.crypto,
  categories.nodesCategory,
  carousel.carouselStats,
  carousel.carouselDeployed,
  carousel.carouselExpiring,
  docs.openapiDocument,
  docs.docs,
  docs.docsStyle,
  admin.session,
  admin.signIn,
  admin.signOut,
  jobs.jobs,
  jobs.job,
  admin.audit,
  admin.revenueStatus,
  adminCensus.snapshotStatus,
  adminCensus.testStatus,
  failover.failoverStatus,
  failover.switchDatabase,
  adminBackup.backupStatus,
  adminBackup.backups,
  ...jobs.jobStarts
];
