/** Which function answers which endpoint about the network: figures, apps, nodes, history, carousel. */
import { appDetail, appHistory } from '../../../contract/apps/app-detail.ts';
import * as carouselWire from '../../../contract/apps/carousel.ts';
import * as categoriesWire from '../../../contract/history/categories.ts';
import { comparison, metricsCurrent } from '../../../contract/history/metrics.ts';
import { nodes } from '../../../contract/census/nodes.ts';
import * as reposWire from '../../../contract/history/repos.ts';
import { fullSnapshots, snapshots } from '../../../contract/history/snapshots.ts';
import type { HttpDeps } from '../../platform/http/deps.ts';
import { serve, type Route } from '../../platform/http/serve.ts';

export function networkRoutes({ reads }: HttpDeps): Route[] {
  return [
    serve(metricsCurrent, () => reads.metrics()),
    serve(comparison, (input) => reads.comparison(input)),
    serve(appDetail, (input) => reads.app(input)),
    serve(appHistory, (input) => reads.appHistory(input)),
    serve(nodes, (input) => reads.nodes(input)),
    serve(snapshots, (input) => reads.snapshots(input)),
    serve(fullSnapshots, (input) => reads.fullSnapshots(input)),
    serve(reposWire.repoList, () => reads.repoList()),
    serve(reposWire.repoHistory, (input) => reads.repoHistory(input)),
    serve(reposWire.repoLatest, () => reads.repoLatest()),
    serve(categoriesWire.categoryTop, (input) => reads.categoryTop(input)),
    serve(categoriesWire.categoryHistory, (input) => reads.categoryHistory(input)),
    serve(categoriesWire.categoryRepos, (input) => reads.categoryRepos(input)),
    serve(categoriesWire.gaming, (input) => reads.categoryNow('gaming', input)),
    serve(categoriesWire.crypto, (input) => reads.categoryNow('crypto', input)),
    serve(categoriesWire.nodesCategory, (input) => reads.nodesCategory(input)),
    serve(carouselWire.carouselStats, () => reads.carouselStats()),
    serve(carouselWire.carouselDeployed, () => reads.deployed()),
    serve(carouselWire.carouselExpiring, () => reads.expiring())
  ];
}
