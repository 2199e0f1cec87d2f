/**
 * Every route of the API. Literal paths stand before those with parameters in the same place: Express takes the first
 * that fits.
 */
import * as adminBackup from './admin-backup.ts';
import * as adminCensus from './admin-census.ts';
import * as admin from './admin.ts';
import * as appDetail from './app-detail.ts';
import * as apps from './apps.ts';
import * as carousel from './carousel.ts';
import * as categories from './categories.ts';
import * as docs from './docs.ts';
import type { Endpoint } from './endpoint.ts';
import * as failover from './failover.ts';
import * as health from './health.ts';
import * as history from './history.ts';
import * as jobs from './jobs.ts';
import * as metrics from './metrics.ts';
import * as nodes from './nodes.ts';
import * as repos from './repos.ts';
import * as revenue from './revenue.ts';
import * as snapshots from './snapshots.ts';
import * as tracker from './tracker.ts';
import * as transactions from './transactions.ts';

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
