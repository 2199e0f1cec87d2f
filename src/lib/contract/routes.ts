/**
 * Every route of the API. Literal paths stand before those with parameters in the same place: Express takes the first
 * that fits.
 */
import * as admin from './admin.ts';
import * as apps from './apps.ts';
import * as docs from './docs.ts';
import type { Endpoint } from './endpoint.ts';
import * as health from './health.ts';
import * as history from './history.ts';
import * as jobs from './jobs.ts';
import * as revenue from './revenue.ts';
import * as tracker from './tracker.ts';
import * as transactions from './transactions.ts';

export const routes: readonly Endpoint[] = [
  health.health,
  health.live,
  health.ready,
  tracker.stats,
  tracker.header,
  revenue.revenue,
  transactions.summary,
  transactions.paginated,
  transactions.exported,
  transactions.ofDay,
  apps.appAnalytics,
  history.dailyRevenue,
  history.dailyRevenueUsd,
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
  ...jobs.jobStarts
];
