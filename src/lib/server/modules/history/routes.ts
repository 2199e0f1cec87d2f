/** Which function answers which endpoint about figures of the network, now and by day. */
import * as censusWire from '../../../contract/history/admin-census.ts';
import * as categoriesWire from '../../../contract/history/categories.ts';
import { comparison, metricsCurrent } from '../../../contract/history/metrics.ts';
import * as reposWire from '../../../contract/history/repos.ts';
import { fullSnapshots, snapshots } from '../../../contract/history/snapshots.ts';
import { serve, type Route } from '../../platform/http/serve.ts';
import type { ReadContext } from '../ledger/module.ts';
import * as adminCensus from './read/admin-census.ts';
import * as categories from './read/categories.ts';
import { readComparison } from './read/comparison.ts';
import { readMetrics } from './read/metrics.ts';
import * as repos from './read/repos.ts';
import { readFullSnapshots, readSnapshots } from './read/snapshots.ts';

export function historyRoutes({ context }: { context: ReadContext }): Route[] {
  return [
    serve(metricsCurrent, () => readMetrics(context)),
    serve(comparison, (input) => readComparison(context, input)),
    serve(snapshots, (input) => readSnapshots(context, input)),
    serve(fullSnapshots, (input) => readFullSnapshots(context, input)),
    serve(reposWire.repoList, () => repos.readRepoList(context)),
    serve(reposWire.repoHistory, (input) => repos.readRepoHistory(context, input)),
    serve(reposWire.repoLatest, () => repos.readRepoLatest(context)),
    serve(categoriesWire.categoryTop, (input) => categories.readCategoryTop(context, input)),
    serve(categoriesWire.categoryHistory, (input) => categories.readCategoryHistory(context, input)),
    serve(categoriesWire.categoryRepos, (input) => categories.readCategoryRepos(context, input)),
    serve(categoriesWire.gaming, (input) => categories.readCategoryNow(context, 'gaming', input)),
    serve(categoriesWire.crypto, (input) => categories.readCategoryNow(context, 'crypto', input)),
    serve(categoriesWire.nodesCategory, (input) => categories.readNodesCategory(context, input)),
    serve(censusWire.snapshotStatus, () => adminCensus.readSnapshotStatus(context)),
    serve(censusWire.testStatus, () => adminCensus.readTestStatus(context))
  ];
}
