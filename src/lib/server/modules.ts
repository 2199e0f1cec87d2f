/**
 * Every module, in the order in which they may use each other: a module knows those before it, through what their
 * `module.ts` exports, and none after it.
 */
import { docsRoutes } from './platform/http/docs-routes.ts';
import type { Route } from './platform/http/serve.ts';
import type { JobDefinition } from './platform/jobs/job.ts';
import type { Module } from './platform/module.ts';
import { searchRoutes } from './platform/search.ts';
import { admin } from './modules/admin/module.ts';
import { apps } from './modules/apps/module.ts';
import { backup } from './modules/backup/module.ts';
import { bitcoin } from './modules/bitcoin/module.ts';
import { census } from './modules/census/module.ts';
import { drift } from './modules/drift/module.ts';
import { events } from './modules/events/module.ts';
import { explorer } from './modules/explorer/module.ts';
import { failover } from './modules/failover/module.ts';
import { figures } from './modules/figures/module.ts';
import { health } from './modules/health/module.ts';
import { history } from './modules/history/module.ts';
import { insights } from './modules/insights/module.ts';
import { integrity } from './modules/integrity/module.ts';
import { keys } from './modules/keys/module.ts';
import { ledger } from './modules/ledger/module.ts';
import { live } from './modules/live/module.ts';
import { markets } from './modules/markets/module.ts';
import { messages } from './modules/messages/module.ts';
import { prices } from './modules/prices/module.ts';
import { replays } from './modules/replays/module.ts';
import { reports } from './modules/reports/module.ts';
import { stalls } from './modules/stalls/module.ts';
import { subscriptions } from './modules/subscriptions/module.ts';
import { usage } from './modules/usage/module.ts';
import { webhooks } from './modules/webhooks/module.ts';

export const modules = [
  prices,
  messages,
  ledger,
  census,
  subscriptions,
  apps,
  history,
  insights,
  explorer,
  bitcoin,
  markets,
  failover,
  backup,
  events,
  stalls,
  drift,
  live,
  webhooks,
  usage,
  replays,
  integrity,
  figures,
  health,
  keys,
  reports,
  admin
];

type Intersection<Union> = (Union extends unknown ? (given: Union) => void : never) extends (given: infer All) => void
  ? All
  : never;
/** A module that needs nothing adds nothing. */
type Given<Of> = Of extends (deps: infer Deps) => unknown ? (unknown extends Deps ? never : Deps) : never;
type Needed<Part extends 'jobs' | 'routes'> = Intersection<Given<(typeof modules)[number][Part]>>;

/** What all modules need together for their jobs. */
export type JobDeps = Needed<'jobs'>;
/** What all modules need together for their routes. */
export type RouteDeps = Needed<'routes'> & { version: string };

export function jobsOf(deps: JobDeps): JobDefinition[] {
  return (modules as Module<JobDeps>[]).flatMap(({ jobs }) => jobs(deps));
}

/** Every route, and those that describe them. */
export function routesOf(deps: RouteDeps): Route[] {
  const all = modules as Module<never, RouteDeps>[];
  const searchers = all.flatMap((module) => module.searchers(deps));
  const routes = [...all.flatMap((module) => module.routes(deps)), ...searchRoutes(searchers)];
  return [...routes, ...docsRoutes(routes, deps.version)];
}
