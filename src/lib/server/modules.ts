/**
 * Every module, in the order in which they may use each other: a module knows those before it, through what their
 * `module.ts` exports, and none after it.
 */
import { docsRoutes } from './platform/http/docs-routes.ts';
import type { Route } from './platform/http/serve.ts';
import type { JobDefinition } from './platform/jobs/job.ts';
import type { Module } from './platform/module.ts';
import { admin } from './modules/admin/module.ts';
import { apps } from './modules/apps/module.ts';
import { backup } from './modules/backup/module.ts';
import { census } from './modules/census/module.ts';
import { failover } from './modules/failover/module.ts';
import { health } from './modules/health/module.ts';
import { history } from './modules/history/module.ts';
import { keys } from './modules/keys/module.ts';
import { ledger } from './modules/ledger/module.ts';
import { messages } from './modules/messages/module.ts';
import { prices } from './modules/prices/module.ts';
import { usage } from './modules/usage/module.ts';

export const modules = [prices, messages, ledger, census, apps, history, failover, backup, health, usage, keys, admin];

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
  const routes = (modules as Module<never, RouteDeps>[]).flatMap((module) => module.routes(deps));
  return [...routes, ...docsRoutes(routes, deps.version)];
}
