/** Which function answers which endpoint about apps. */
import { appDetail, appHistory } from '../../../contract/apps/app-detail.ts';
import { appList } from '../../../contract/apps/app-list.ts';
import * as carouselWire from '../../../contract/apps/carousel.ts';
import { serve, type Route } from '../../platform/http/serve.ts';
import type { ReadContext } from '../ledger/module.ts';
import { readApp } from './read/app-detail.ts';
import { readAppHistory } from './read/app-history.ts';
import { readAppList } from './read/app-list.ts';
import * as carousel from './read/carousel.ts';

export function appRoutes({ context }: { context: ReadContext }): Route[] {
  return [
    serve(appList, (input) => readAppList(context, input)),
    serve(appDetail, (input) => readApp(context, input)),
    serve(appHistory, (input) => readAppHistory(context, input)),
    serve(carouselWire.carouselStats, () => carousel.readCarouselStats(context)),
    serve(carouselWire.carouselDeployed, () => carousel.readDeployed(context)),
    serve(carouselWire.carouselExpiring, () => carousel.readExpiring(context))
  ];
}
